/** What the adapter and the bridge, which lives among the program's classes, both see. */
@NullMarked
package dev.serval.adapter.boot.link;

import org.jspecify.annotations.NullMarked;

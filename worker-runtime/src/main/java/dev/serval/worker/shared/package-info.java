/** What all processes of a server share, as an application sees it: the other end is the hub. */
@NullMarked
package dev.serval.worker.shared;

import org.jspecify.annotations.NullMarked;

/** Applications that are source files: which class they are, and their compilation. */
@NullMarked
package dev.serval.master.source;

import org.jspecify.annotations.NullMarked;

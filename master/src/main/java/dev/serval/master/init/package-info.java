/** {@code serval init}: the files of a small project that builds, is tested, and runs. */
@NullMarked
package dev.serval.master.init;

import org.jspecify.annotations.NullMarked;

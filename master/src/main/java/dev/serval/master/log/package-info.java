/**
 * The file that all output goes to: opening it, opening it anew, and beginning a new one.
 *
 * <p>Knows nothing of what is written. Works on the links' event loop, but for the start.
 */
@NullMarked
package dev.serval.master.log;

import org.jspecify.annotations.NullMarked;

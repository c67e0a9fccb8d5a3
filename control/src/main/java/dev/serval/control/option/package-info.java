/**
 * What an option is: its words, its type, its default, where a value of it was written, and the
 * error for a wrong one.
 *
 * <p>The options themselves are in {@link dev.serval.control.table}; what fills them is in {@link
 * dev.serval.control.source}.
 */
@NullMarked
package dev.serval.control.option;

import org.jspecify.annotations.NullMarked;

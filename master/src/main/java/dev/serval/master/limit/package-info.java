/**
 * What children may use of the machine, as far as the kernel sees to it.
 *
 * <p>Knows no process: it makes the words that a child is started through, and looks whether they
 * can work.
 */
@NullMarked
package dev.serval.master.limit;

import org.jspecify.annotations.NullMarked;

/**
 * POSIX signals, for all three processes.
 *
 * <p>Knows no process of ours. Handlers run on threads of the JVM's.
 */
@NullMarked
package dev.serval.control.signal;

import org.jspecify.annotations.NullMarked;

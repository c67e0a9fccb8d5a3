/**
 * One line per event, on standard error.
 *
 * <p>No logging library: a worker would carry it into the application's process and pay 90 ms for
 * it at every start (process-model measurement). Any thread may write.
 */
@NullMarked
package dev.serval.control.log;

import org.jspecify.annotations.NullMarked;

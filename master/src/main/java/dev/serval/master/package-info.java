/**
 * The master process: opens the sockets, starts the router and the workers, keeps them alive, and
 * says so line by line.
 *
 * <p>One thread, {@link dev.serval.master.Master}, owns the fleet and takes events from one queue.
 */
@NullMarked
package dev.serval.master;

import org.jspecify.annotations.NullMarked;

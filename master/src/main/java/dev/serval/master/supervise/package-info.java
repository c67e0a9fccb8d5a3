/**
 * Decides; does nothing. What each child is, what an event makes of it, and which commands follow.
 *
 * <p>Pure: no process, socket, clock, thread or log here. Time comes in as an argument; effects go
 * out as {@link dev.serval.master.supervise.Command}s that {@code dev.serval.master.process}
 * carries out. One thread owns the {@link dev.serval.master.supervise.Fleet}.
 */
@NullMarked
package dev.serval.master.supervise;

import org.jspecify.annotations.NullMarked;

/**
 * What workers and spoolers say to the master's hub about what they share, and its answers; and
 * what an engine is that has the like for servers on several machines.
 *
 * <p>Knows no process, thread or socket.
 */
@NullMarked
package dev.serval.hub;

import org.jspecify.annotations.NullMarked;

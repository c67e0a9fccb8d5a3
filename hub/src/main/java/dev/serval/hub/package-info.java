/**
 * What workers and spoolers say to the master's hub about what they share, and its answers.
 *
 * <p>Knows no process, thread or socket.
 */
@NullMarked
package dev.serval.hub;

import org.jspecify.annotations.NullMarked;

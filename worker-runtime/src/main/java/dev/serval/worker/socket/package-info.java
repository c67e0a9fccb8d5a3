/**
 * Open WebSockets: the handshake as a verdict, the frames on the worker's loop, the application's
 * side on a virtual thread each.
 *
 * <p>Knows no core and no request: a connection comes here when its request is over.
 */
@NullMarked
package dev.serval.worker.socket;

import org.jspecify.annotations.NullMarked;

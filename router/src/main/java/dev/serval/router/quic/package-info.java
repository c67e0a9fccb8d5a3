/**
 * QUIC: UDP sockets that routers share, and the packets of each connection on their way to the
 * router that holds it.
 *
 * <p>Knows no HTTP. Everything runs on one event loop, the one given to {@code QuicSockets}.
 */
@NullMarked
package dev.serval.router.quic;

import org.jspecify.annotations.NullMarked;

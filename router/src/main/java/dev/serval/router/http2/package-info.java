/**
 * HTTP/2: frames in, the messages of HTTP/1 out, so that an exchange is the same for both. Each
 * stream is a channel of its own.
 *
 * <p>Knows no backend. Runs on the event loop of the client's connection.
 */
@NullMarked
package dev.serval.router.http2;

import org.jspecify.annotations.NullMarked;

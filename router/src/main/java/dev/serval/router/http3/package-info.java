/**
 * HTTP/3: frames in, the messages of HTTP/1 out, so that an exchange is the same for all. Each
 * stream is a channel of its own.
 *
 * <p>Knows no backend and no UDP. Runs on the event loop of the client's connection.
 */
@NullMarked
package dev.serval.router.http3;

import org.jspecify.annotations.NullMarked;

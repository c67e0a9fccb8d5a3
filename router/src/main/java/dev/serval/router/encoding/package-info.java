/**
 * Content codings (RFC 9110 section 8.4.1): which a client takes, which answers are compressed on
 * their way, and the bytes.
 *
 * <p>Knows heads and buffers, no channel, file or worker. Runs on the client's event loop.
 */
@NullMarked
package dev.serval.router.encoding;

import org.jspecify.annotations.NullMarked;

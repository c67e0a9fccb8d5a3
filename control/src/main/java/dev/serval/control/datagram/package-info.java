/**
 * Datagrams to whoever collects log lines: over a Unix socket, which the JDK has no datagrams for,
 * or over UDP. Knows nothing of what is in them. Nothing here waits.
 */
@NullMarked
package dev.serval.control.datagram;

import org.jspecify.annotations.NullMarked;

/**
 * What the master and its children say to each other, and the Unix socket they say it on; and what
 * each of them does when a socket of theirs cannot accept.
 *
 * <p>One line of text a message, percent-encoded, so that {@code socat} can read it and a worker
 * needs no parser library. Listening sockets and the scoreboard travel first, as descriptors
 * (SCM_RIGHTS, unix(7)). Knows no process, clock or configuration key. Runs on the event loop of
 * the link's channel.
 */
@NullMarked
package dev.serval.control.link;

import org.jspecify.annotations.NullMarked;

/**
 * Requests of the worker's, given to a Jetty that has no socket. {@link
 * dev.serval.adapter.jetty.Exchange} is one request and its answer; a WebSocket is frames in a pipe
 * in memory.
 */
@NullMarked
package dev.serval.adapter.jetty;

import org.jspecify.annotations.NullMarked;

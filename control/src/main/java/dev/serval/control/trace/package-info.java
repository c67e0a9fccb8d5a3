/**
 * Spans of requests, as routers and workers see them: what begins, what ends, what is said of it.
 *
 * <p>Knows no library that sends them. One is found on the class path if there is any ({@link
 * dev.serval.control.trace.TracingProvider}).
 */
@NullMarked
package dev.serval.control.trace;

import org.jspecify.annotations.NullMarked;

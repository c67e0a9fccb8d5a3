/**
 * Spans by OpenTelemetry's SDK, sent as OTLP over HTTP with the JDK's own client.
 *
 * <p>Loaded by routers and workers that are told to trace; the only place that knows the library.
 * Ended spans wait in a bounded queue for one thread, which sends them.
 */
@NullMarked
package dev.serval.otel;

import org.jspecify.annotations.NullMarked;

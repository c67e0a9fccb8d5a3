/**
 * Programs for the JDK's {@code com.sun.net.httpserver}, whose server binds no port: the worker's
 * requests are its requests.
 *
 * <p>A request comes on a core's thread, which waits; the handler runs where the program's executor
 * wants it, and its answer crosses in a {@link dev.serval.adapter.jdkhttp.Reply}.
 */
@NullMarked
package dev.serval.adapter.jdkhttp;

import org.jspecify.annotations.NullMarked;

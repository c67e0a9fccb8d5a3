/**
 * Runs WAR files: Jetty's servlet engine without its sockets, as an application of the worker's.
 *
 * <p>A request is one {@link dev.serval.adapter.jetty.Exchange}; the servlet runs on the core's
 * thread, and what goes on asynchronously on virtual threads.
 */
@NullMarked
package dev.serval.adapter.war;

import org.jspecify.annotations.NullMarked;

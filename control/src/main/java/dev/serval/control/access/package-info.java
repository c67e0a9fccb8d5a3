/**
 * The access log: a line for each request. {@link dev.serval.control.access.AccessFormat} says what
 * is in it, {@link dev.serval.control.access.AccessEntry} is one request, {@link
 * dev.serval.control.access.AccessLog} takes lines from many threads and writes them on its own.
 *
 * <p>Variables and the usual format are uWSGI's (uwsgi-docs, LogFormat.rst). Whatever comes from a
 * client is escaped.
 */
@NullMarked
package dev.serval.control.access;

import org.jspecify.annotations.NullMarked;

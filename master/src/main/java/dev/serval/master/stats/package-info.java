/**
 * The stats server: one JSON document a connection, with uWSGI's field names (uwsgi-docs,
 * StatsServer.rst), so that {@code uwsgitop} reads it.
 *
 * <p>Never blocks and never asks a child: numbers come from the scoreboard and from the last view
 * the master published. Runs on the event loop of its sockets. Request headers are not in it.
 */
@NullMarked
package dev.serval.master.stats;

import org.jspecify.annotations.NullMarked;

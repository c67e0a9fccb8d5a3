/**
 * The worker's connections: uwsgi packets, and HTTP for {@code --http-socket}, in; calls on cores
 * out.
 *
 * <p>Runs on the worker's one event loop.
 */
@NullMarked
package dev.serval.worker.serve;

import org.jspecify.annotations.NullMarked;

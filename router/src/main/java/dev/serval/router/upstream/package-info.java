/**
 * Connections to workers and other uwsgi backends.
 *
 * <p>{@link dev.serval.router.upstream.PoolState} decides who serves whom and is pure; {@link
 * dev.serval.router.upstream.LocalPool} does it. A pool belongs to one event loop.
 */
@NullMarked
package dev.serval.router.upstream;

import org.jspecify.annotations.NullMarked;

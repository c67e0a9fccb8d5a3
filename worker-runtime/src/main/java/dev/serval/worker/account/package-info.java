/**
 * Requests that came straight to a worker, for the access log. Those of our own router are written
 * down there.
 *
 * <p>On the worker's own loop, save for what a {@link dev.serval.worker.account.Visit} is told by
 * the core that serves it. Knows no socket and no application.
 */
@NullMarked
package dev.serval.worker.account;

import org.jspecify.annotations.NullMarked;

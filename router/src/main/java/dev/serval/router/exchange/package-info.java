/**
 * One client's connection, and one request and its answer on it at a time.
 *
 * <p>Everything here belongs to one event loop and is never shared: no lock, no volatile.
 */
@NullMarked
package dev.serval.router.exchange;

import org.jspecify.annotations.NullMarked;

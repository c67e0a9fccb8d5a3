/**
 * Accepting clients, and the list of handlers each gets.
 *
 * <p>Knows the exchange, not the upstream. Runs on the event loop that accepted.
 */
@NullMarked
package dev.serval.router.listen;

import org.jspecify.annotations.NullMarked;

/**
 * What was done, for whoever asks later: {@link dev.serval.router.account.Account} counts, on the
 * scoreboard; a {@link dev.serval.router.account.Visit} is one request that is over. Each event
 * loop has its own.
 */
@NullMarked
package dev.serval.router.account;

import org.jspecify.annotations.NullMarked;

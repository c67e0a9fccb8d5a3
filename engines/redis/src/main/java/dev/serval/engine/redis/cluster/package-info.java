/**
 * Which servers belong together, in a Redis: what each says of itself, with a time to live, one
 * lock, and orders that its holder leaves.
 *
 * <p>Each change is one script there. Time is Redis's.
 */
@NullMarked
package dev.serval.engine.redis.cluster;

import org.jspecify.annotations.NullMarked;

/**
 * What servers on several machines share, in a Redis: caches, locks, topics, calls, a ring, and who
 * of them does what is due at times.
 *
 * <p>A process asks Redis itself. What has to happen in one step is a script there.
 */
@NullMarked
package dev.serval.engine.redis.shared;

import org.jspecify.annotations.NullMarked;

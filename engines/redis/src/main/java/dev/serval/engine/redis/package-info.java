/**
 * State in Redis or Valkey, for those who ask for it: {@link dev.serval.engine.redis.RedisLink} is
 * how one is reached.
 *
 * <p>Knows what it keeps and the client library; no option, process or log line lives here.
 */
@NullMarked
package dev.serval.engine.redis;

import org.jspecify.annotations.NullMarked;

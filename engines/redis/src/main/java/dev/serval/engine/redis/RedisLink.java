package dev.serval.engine.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a Redis is reached: connections to it come back by themselves when it does, and what is asked
 * meanwhile fails at once. What was on its way when a connection broke is not sent again: whoever
 * asked is told, and only they know whether twice is too often. Any thread.
 */
public final class RedisLink implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration SOONEST_RETRY = Duration.ofMillis(20);
    private static final Duration LATEST_RETRY = Duration.ofMillis(500);

    /** The fewest that Lettuce takes. */
    private static final int THREADS = 2;

    private final RedisAddress address;
    private final ClientResources resources;
    private final RedisClient client;

    private RedisLink(RedisAddress address, ClientResources resources, RedisClient client) {
        this.address = address;
        this.resources = resources;
        this.client = client;
    }

    /** Calls nobody yet. */
    public static RedisLink to(RedisAddress address) {
        ClientResources resources =
                DefaultClientResources.builder()
                        .ioThreadPoolSize(THREADS)
                        .computationThreadPoolSize(THREADS)
                        .reconnectDelay(
                                Delay.exponential(
                                        SOONEST_RETRY, LATEST_RETRY, 2, TimeUnit.MILLISECONDS))
                        .build();
        RedisURI uri = address.uri();
        uri.setTimeout(ANSWER);
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(
                ClientOptions.builder()
                        .autoReconnect(true)
                        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                        .replayFilter(_ -> true)
                        .timeoutOptions(TimeoutOptions.enabled(ANSWER))
                        .socketOptions(
                                SocketOptions.builder()
                                        .connectTimeout(CONNECT)
                                        .keepAlive(true)
                                        .build())
                        .build());
        return new RedisLink(address, resources, client);
    }

    /**
     * A connection; behind Sentinels, to the one that is the master, now and after each break.
     *
     * @throws io.lettuce.core.RedisException if it cannot be reached, or refuses us
     */
    public <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec) {
        return client.connect(codec);
    }

    /**
     * A connection that hears what others publish. It misses what is said while it is broken.
     *
     * @throws io.lettuce.core.RedisException if it cannot be reached, or refuses us
     */
    public <K, V> StatefulRedisPubSubConnection<K, V> subscribe(RedisCodec<K, V> codec) {
        return client.connectPubSub(codec);
    }

    /** Where it is, without a password: for messages. */
    public String shown() {
        return address.toString();
    }

    /** Closes all connections; waits for a second at most. */
    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}

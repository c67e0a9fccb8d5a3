package dev.serval.engine.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one queue, and a connection that is opened when it is first needed. Any thread. */
final class RedisQueue implements AutoCloseable {

    static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final long REPLICA_MILLIS = 2000;

    private final RedisAddress address;
    private final RedisLink link;
    private final String prefix;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    RedisQueue(RedisAddress address, String queue) {
        this.address = address;
        this.link = RedisLink.to(address);
        // In braces: of a cluster one node has all of a queue.
        this.prefix = "serval:spool:{%s}:".formatted(queue);
    }

    RedisLink link() {
        return link;
    }

    /**
     * The one connection.
     *
     * @throws RedisException if there is none now
     */
    synchronized StatefulRedisConnection<String, byte[]> connection() {
        StatefulRedisConnection<String, byte[]> open = connection;
        if (open == null) {
            open = link.connect(CODEC);
            connection = open;
        }
        if (!open.isOpen()) {
            throw new RedisException("it is not connected");
        }
        return open;
    }

    /** Runs a script that answers with a number on this queue's keys. */
    long count(Script script, Object... values) {
        return (Long) script.run(connection().sync(), keys(), values);
    }

    /** Runs a script that answers with texts on this queue's keys. */
    List<byte[]> texts(Script script, Object... values) {
        List<?> answer = (List<?>) script.run(connection().sync(), keys(), values);
        return answer.stream().map(each -> (byte[]) each).toList();
    }

    /**
     * Waits until what was written has reached as many replicas as are wanted.
     *
     * @throws RedisException if it has not
     */
    void awaitReplicas() {
        int wanted = address.replicas();
        if (wanted == 0) {
            return;
        }
        long reached = connection().sync().waitForReplication(wanted, REPLICA_MILLIS);
        if (reached < wanted) {
            throw new RedisException("it has reached %d replicas of %d".formatted(reached, wanted));
        }
    }

    private String[] keys() {
        return new String[] {names(), jobs(), ready(), later(), running(), dead(), why()};
    }

    String names() {
        return prefix + "names";
    }

    String jobs() {
        return prefix + "jobs";
    }

    String ready() {
        return prefix + "ready";
    }

    String later() {
        return prefix + "later";
    }

    String running() {
        return prefix + "running";
    }

    String dead() {
        return prefix + "dead";
    }

    String why() {
        return prefix + "why";
    }

    /** There as long as that owner lives. */
    String owner(String name) {
        return prefix + "owner:" + name;
    }

    /** What is published on when a job waits. */
    String bell() {
        return prefix + "bell";
    }

    @Override
    public String toString() {
        return link.shown();
    }

    @Override
    public void close() {
        link.close();
    }
}

package dev.serval.engine.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one name in a Redis, and a connection that is opened when it is first needed. Any
 * thread.
 */
public final class Keys {

    /** Keys are text, values are bytes. */
    public static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisLink link;
    private final String prefix;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    /**
     * @param prefix of all of them, with its colon
     */
    public Keys(RedisLink link, String prefix) {
        this.link = link;
        this.prefix = prefix;
    }

    /** How Redis is reached. */
    public RedisLink link() {
        return link;
    }

    /** One key. */
    public String key(String kind, String name) {
        return prefix + kind + ":" + name;
    }

    /**
     * What Redis can be asked.
     *
     * @throws RedisException if it is not connected now
     */
    public RedisCommands<String, byte[]> commands() {
        return connection().sync();
    }

    private synchronized StatefulRedisConnection<String, byte[]> connection() {
        StatefulRedisConnection<String, byte[]> open = connection;
        if (open == null) {
            open = link.connect(CODEC);
            connection = open;
        }
        return open;
    }

    /** Runs a script that answers with a number. */
    public long number(String script, String[] keys, Object... values) {
        Object answer = run(script, ScriptOutputType.INTEGER, keys, values);
        return answer instanceof Long number ? number : 0;
    }

    /** Runs a script that answers with bytes, or nothing. */
    public byte @Nullable [] bytes(String script, String[] keys, Object... values) {
        Object answer = run(script, ScriptOutputType.VALUE, keys, values);
        return answer instanceof byte[] bytes ? bytes : null;
    }

    /** Runs a script that answers with a list: of bytes, of numbers, of lists. */
    public List<?> list(String script, String[] keys, Object... values) {
        Object answer = run(script, ScriptOutputType.MULTI, keys, values);
        return answer instanceof List<?> list ? list : List.of();
    }

    /** Its text is sent only if Redis does not have it. */
    private @Nullable Object run(
            String script, ScriptOutputType type, String[] keys, Object... values) {
        RedisCommands<String, byte[]> redis = commands();
        byte[][] words = Arrays.stream(values).map(Keys::word).toArray(byte[][]::new);
        try {
            return redis.evalsha(redis.digest(script), type, keys, words);
        } catch (RedisNoScriptException e) {
            return redis.eval(script, type, keys, words);
        }
    }

    /** As Redis is sent it: bytes as they are, the rest as text. */
    public static byte[] word(Object value) {
        return value instanceof byte[] bytes
                ? bytes
                : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Hangs up; waits for a second at most. */
    public void close() {
        link.close();
    }
}

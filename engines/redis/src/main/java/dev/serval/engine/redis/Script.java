package dev.serval.engine.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** What Redis does in one step, as no other can see the middle of it. */
enum Script {
    SUBMIT("submit", ScriptOutputType.INTEGER),
    TAKE("take", ScriptOutputType.MULTI),
    DONE("done", ScriptOutputType.INTEGER),
    BACK("back", ScriptOutputType.INTEGER),
    BURY("bury", ScriptOutputType.INTEGER),
    RETRY("retry", ScriptOutputType.INTEGER),
    PURGE("purge", ScriptOutputType.INTEGER),
    DEPTH("depth", ScriptOutputType.MULTI);

    private final String text;
    private final ScriptOutputType answer;

    Script(String name, ScriptOutputType answer) {
        this.text = read("prelude.lua") + read(name + ".lua");
        this.answer = answer;
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs it; its text is sent only if Redis does not have it.
     *
     * @return a {@code Long}, or a list of byte arrays
     */
    Object run(RedisCommands<String, byte[]> redis, String[] keys, Object... values) {
        byte[][] words = Arrays.stream(values).map(Script::bytes).toArray(byte[][]::new);
        try {
            return redis.evalsha(redis.digest(text), answer, keys, words);
        } catch (RedisNoScriptException e) {
            return redis.eval(text, answer, keys, words);
        }
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes
                ? bytes
                : value.toString().getBytes(StandardCharsets.UTF_8);
    }
}

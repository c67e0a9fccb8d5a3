package dev.serval.control.config;

import dev.serval.control.option.BackendAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One pool of backends.
 *
 * @param name how routes call it
 * @param to 1 to {@value #MAX_BACKENDS} backends
 * @param connections requests one backend is given at a time, 1 and up
 * @param kept what becomes of a connection after an answer; for HTTP backends
 * @param queue how requests wait when all backends have as many as they may
 * @param connect opening a connection
 * @param trouble when a backend is left alone
 * @param check how backends are asked whether they are well; none: they are not
 * @param sticky the cookie that keeps a client at its backend; empty for none
 * @param chunks whether HTTP backends take chunks; else a body is held until its length is known
 */
public record PoolConfig(
        String name,
        List<Backend> to,
        int connections,
        Kept kept,
        Queue queue,
        Duration connect,
        Trouble trouble,
        Optional<Check> check,
        String sticky,
        boolean chunks) {

    /** How many backends one pool may have. */
    public static final int MAX_BACKENDS = 64;

    /** What a pool is when nobody says otherwise. */
    public static final class Defaults {

        public static final int CONNECTIONS = 256;
        public static final Kept KEPT = new Kept(32, Duration.ofSeconds(4));
        public static final Trouble TROUBLE =
                new Trouble(3, Duration.ofSeconds(1), Duration.ofSeconds(30));

        private Defaults() {}
    }

    /**
     * @param weight its share, beside the others' weights, 1 to 100
     */
    public record Backend(BackendAddress address, int weight) {}

    /**
     * @param most idle connections to one backend
     * @param time how long one may be idle; below what the backend itself allows
     */
    public record Kept(int most, Duration time) {}

    /**
     * @param length requests that may wait, else 503
     * @param time how long one may, else 503
     */
    public record Queue(int length, Duration time) {}

    /**
     * @param fails failures in a row that take a backend out
     * @param out for how long, the first time; doubled with each trial that fails
     * @param most the longest
     */
    public record Trouble(int fails, Duration out, Duration most) {}

    /**
     * @param path what HTTP backends are asked for; uwsgi backends are pinged
     * @param interval between two questions
     * @param timeout for an answer
     * @param rise good answers in a row that bring a backend back
     * @param fall bad ones that take it out
     */
    public record Check(String path, Duration interval, Duration timeout, int rise, int fall) {}

    /** The pool of {@code --http-to}. */
    public static PoolConfig of(String name, List<String> to, Queue queue, Duration connect) {
        return new PoolConfig(
                name,
                to.stream().map(text -> new Backend(BackendAddress.parse(text), 1)).toList(),
                Defaults.CONNECTIONS,
                Defaults.KEPT,
                queue,
                connect,
                Defaults.TROUBLE,
                Optional.empty(),
                "",
                true);
    }
}

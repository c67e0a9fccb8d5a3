package dev.serval.control.config;

import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.UpstreamSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One pool of backends.
 *
 * @param name how routes call it
 * @param to up to {@value #MAX_BACKENDS} backends that are there for good
 * @param connections requests one backend is given at a time, 1 and up
 * @param kept what becomes of a connection after an answer; for HTTP backends
 * @param queue how requests wait when all backends have as many as they may
 * @param connect opening a connection
 * @param trouble when a backend is left alone
 * @param check how backends are asked whether they are well; none: they are not
 * @param sticky the cookie that keeps a client at its backend; empty for none
 * @param chunks whether HTTP backends take chunks; else a body is held until its length is known
 * @param membership what becomes of backends that come and go
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
        boolean chunks,
        Membership membership) {

    /** How many backends one pool may have. */
    public static final int MAX_BACKENDS = 64;

    /** What a pool is when nobody says otherwise. */
    public static final class Defaults {

        public static final int CONNECTIONS = 256;
        public static final Kept KEPT = new Kept(32, Duration.ofSeconds(4));
        public static final Trouble TROUBLE =
                new Trouble(3, Duration.ofSeconds(1), Duration.ofSeconds(30));

        public static final Membership MEMBERSHIP =
                new Membership(List.of(), Duration.ofSeconds(10), "");

        private Defaults() {}
    }

    /**
     * @param weight its share, beside the others' weights, 1 to 65535
     * @param priority those with the lowest are asked first
     * @param zone where it stands; empty if nobody says
     * @param modifier1 of the packets it is sent, 0 to 255; -1 for the router's own
     */
    public record Backend(
            BackendAddress address, int weight, int priority, String zone, int modifier1) {

        /** One of which nothing else is known. */
        public static Backend at(BackendAddress address) {
            return new Backend(address, 1, 0, "", -1);
        }

        /** The same one, with this weight. */
        public Backend weighing(int itsWeight) {
            return new Backend(address, itsWeight, priority, zone, modifier1);
        }

        /** The same one, asked only when those of lower numbers are not well. */
        public Backend ranking(int itsPriority) {
            return new Backend(address, weight, itsPriority, zone, modifier1);
        }

        /** The same one, there. */
        public Backend in(String itsZone) {
            return new Backend(address, weight, priority, itsZone, modifier1);
        }

        /** The same one, sent such packets. */
        public Backend modified(int modifier) {
            return new Backend(address, weight, priority, zone, modifier);
        }
    }

    /**
     * @param sources where more backends are found, in the form of {@code UpstreamSource}
     * @param slowStart how long one that has come later is given less than its share
     * @param zone whose backends are asked first; empty for none
     */
    public record Membership(List<String> sources, Duration slowStart, String zone) {}

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

    /**
     * One that has the defaults.
     *
     * @param to backends, and sources of backends
     */
    public static PoolConfig of(
            String name, List<String> to, Queue queue, Duration connect, Duration slowStart) {
        List<Backend> fixed =
                to.stream()
                        .filter(text -> !UpstreamSource.isMeant(text))
                        .map(text -> Backend.at(BackendAddress.parse(text)))
                        .toList();
        List<String> sources = to.stream().filter(UpstreamSource::isMeant).toList();
        return of(name, fixed, queue, connect, new Membership(sources, slowStart, ""));
    }

    /** One that has the defaults, and nobody but those that are found there. */
    public static PoolConfig found(
            String name, String source, Queue queue, Duration connect, Duration slowStart) {
        Membership membership = new Membership(List.of(source), slowStart, "");
        return of(name, List.of(), queue, connect, membership);
    }

    private static PoolConfig of(
            String name, List<Backend> to, Queue queue, Duration connect, Membership membership) {
        return new PoolConfig(
                name,
                to,
                Defaults.CONNECTIONS,
                Defaults.KEPT,
                queue,
                connect,
                Defaults.TROUBLE,
                Optional.empty(),
                "",
                true,
                membership);
    }
}

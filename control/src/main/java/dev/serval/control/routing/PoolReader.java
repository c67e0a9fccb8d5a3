package dev.serval.control.routing;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.serval.control.config.PoolConfig;
import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.config.PoolConfig.Defaults;
import dev.serval.control.config.RoutingConfig;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.UpstreamSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one pool. */
final class PoolReader {

    private static final String[] KEYS = {
        "to",
        "connections",
        "keepalive",
        "keepalive-time",
        "queue",
        "queue-time",
        "connect-timeout",
        "fails",
        "out",
        "out-max",
        "health",
        "sticky",
        "chunks",
        "slow-start",
        "zone"
    };
    private static final int MAX_CONNECTIONS = 100_000;
    private static final int MAX_WEIGHT = 100;
    private static final int MAX_FAILS = 1000;

    private static final PoolConfig.Queue QUEUE =
            new PoolConfig.Queue(1024, Duration.ofSeconds(30));
    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final PoolConfig.Check CHECK =
            new PoolConfig.Check("/", Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 3);

    private PoolReader() {}

    static PoolConfig read(String name, Block pools) {
        if (name.equals(RoutingConfig.WORKERS)) {
            throw pools.fault(name, "`workers` are our own; a pool needs another name");
        }
        Block block = pools.block(name, KEYS);
        PoolConfig.Trouble trouble = Defaults.TROUBLE;
        return new PoolConfig(
                name,
                backends(block),
                block.number("connections", Defaults.CONNECTIONS, 1, MAX_CONNECTIONS),
                new PoolConfig.Kept(
                        block.number("keepalive", Defaults.KEPT.most(), 0, MAX_CONNECTIONS),
                        block.time("keepalive-time", Defaults.KEPT.time())),
                new PoolConfig.Queue(
                        block.number("queue", QUEUE.length(), 0, MAX_CONNECTIONS),
                        block.time("queue-time", QUEUE.time())),
                block.time("connect-timeout", CONNECT),
                new PoolConfig.Trouble(
                        block.number("fails", trouble.fails(), 1, MAX_FAILS),
                        block.time("out", trouble.out()),
                        block.time("out-max", trouble.most())),
                check(block),
                sticky(block),
                block.flag("chunks", true),
                new PoolConfig.Membership(
                        sources(block),
                        block.span("slow-start", Defaults.MEMBERSHIP.slowStart()),
                        block.text("zone", "")));
    }

    private static List<Backend> backends(Block block) {
        List<Backend> all = new ArrayList<>();
        for (ConfigValue value : block.values("to")) {
            if (!isSource(value)) {
                all.add(backend(block, value));
            }
        }
        int count = block.values("to").size();
        if (count == 0 || count > PoolConfig.MAX_BACKENDS) {
            throw block.fault(
                    "to",
                    "`to` has %d backends; it must have 1 to %d"
                            .formatted(count, PoolConfig.MAX_BACKENDS));
        }
        return all;
    }

    private static boolean isSource(ConfigValue value) {
        return value.unwrapped() instanceof String text && UpstreamSource.isMeant(text);
    }

    private static List<String> sources(Block block) {
        OptionType<String> type = OptionType.UPSTREAM;
        return block.values("to").stream()
                .filter(PoolReader::isSource)
                .map(value -> block.read(value, "to", type.wanted(), type.parser()))
                .toList();
    }

    private static Backend backend(Block pool, ConfigValue value) {
        OptionType<BackendAddress> type = OptionType.BACKEND;
        if (!(value instanceof ConfigObject)) {
            return Backend.at(pool.read(value, "to", OptionType.UPSTREAM.wanted(), type.parser()));
        }
        Block block = Block.of(value, "to", pool.places(), "address", "weight", "priority", "zone");
        return Backend.at(block.read("address", type.wanted(), type.parser()))
                .weighing(block.number("weight", 1, 1, MAX_WEIGHT))
                .ranking(block.number("priority", 0, 0, MAX_WEIGHT))
                .in(block.text("zone", ""));
    }

    private static Optional<PoolConfig.Check> check(Block pool) {
        if (!pool.has("health")) {
            return Optional.empty();
        }
        Block block = pool.block("health", "path", "interval", "timeout", "rise", "fall");
        String path = block.text("path", CHECK.path());
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw block.fault("path", "`path` must start with a slash and be written in ASCII");
        }
        return Optional.of(
                new PoolConfig.Check(
                        path,
                        block.time("interval", CHECK.interval()),
                        block.time("timeout", CHECK.timeout()),
                        block.number("rise", CHECK.rise(), 1, MAX_FAILS),
                        block.number("fall", CHECK.fall(), 1, MAX_FAILS)));
    }

    private static String sticky(Block pool) {
        String cookie = pool.text("sticky", "");
        if (pool.has("sticky") && !FieldText.isName(cookie)) {
            throw pool.fault("sticky", "`sticky` must be the name of a cookie");
        }
        return cookie;
    }
}

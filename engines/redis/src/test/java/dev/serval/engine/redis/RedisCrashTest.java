package dev.serval.engine.redis;

import dev.serval.spool.CrashRounds;
import io.lettuce.core.RedisException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many rounds as wanted with {@code -Dserval.crash.rounds=200}. */
final class RedisCrashTest {

    private static final ConditionFactory PATIENTLY =
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .ignoreExceptionsInstanceOf(RedisException.class);

    @TempDir private Path folder;

    @Test
    void whoeverIsKilledNoJobIsLostAndNoneThatIsDoneIsRunAgain() throws Exception {
        try (RedisServer server = RedisServer.start(folder)) {
            CrashRounds.run(
                    server.url(),
                    folder.resolve("ledger"),
                    CrashRounds.ROUNDS,
                    round -> {
                        if (round % 2 == 1) {
                            server.kill();
                            server.restart();
                        }
                    });
        }
    }

    @Test
    void aReplicaThatIsPromotedHasAllThatItWasWaitedFor() throws Exception {
        try (RedisServer first = RedisServer.start(folder);
                RedisServer second = RedisServer.start(folder, replicaOf(first))) {
            List<RedisServer> nodes = List.of(first, second);
            awaitMaster(nodes);
            try (RedisServer sentinel = RedisServer.sentinel(folder, first)) {
                PATIENTLY.until(() -> sentinel.ask("INFO", "sentinel").contains("slaves=1"));

                CrashRounds.run(
                        "redis-sentinel://127.0.0.1:%d/0?replicas=1#shop"
                                .formatted(sentinel.port()),
                        folder.resolve("ledger"),
                        Math.min(CrashRounds.ROUNDS, 20),
                        round -> {
                            if (round % 2 == 0) {
                                promote(nodes);
                            }
                        });
            }
        }
    }

    /**
     * The one that has a replica. It is asked for each time: on a busy machine a Sentinel may find
     * a master away that is only late, and promote the other by itself.
     */
    private static RedisServer awaitMaster(List<RedisServer> nodes) {
        return PATIENTLY
                .until(
                        () ->
                                nodes.stream()
                                        .filter(each ->
                                                each.ask("INFO", "replication")
                                                        .contains("state=online"))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The master is killed; when the other has taken its place it comes back as its replica. */
    private static void promote(List<RedisServer> nodes) throws Exception {
        RedisServer master = awaitMaster(nodes);
        RedisServer other = nodes.get(1 - nodes.indexOf(master));
        master.kill();
        PATIENTLY.until(() -> other.ask("INFO", "replication").contains("role:master"));
        master.restart(replicaOf(other));
        awaitMaster(nodes);
    }

    private static String[] replicaOf(RedisServer master) {
        return new String[] {"--replicaof", "127.0.0.1", Integer.toString(master.port())};
    }
}

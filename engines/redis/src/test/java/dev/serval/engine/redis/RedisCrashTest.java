package dev.serval.engine.redis;

import dev.serval.spool.CrashRounds;
import io.lettuce.core.RedisException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many rounds as wanted with {@code -Dserval.crash.rounds=200}. */
final class RedisCrashTest {

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
        List<RedisServer> nodes = new ArrayList<>();
        try {
            RedisServer first = RedisServer.start(folder);
            nodes.add(first);
            nodes.add(
                    RedisServer.start(
                            folder, "--replicaof", "127.0.0.1", Integer.toString(first.port())));
            awaitReplica(first);
            RedisServer sentinel = RedisServer.sentinel(folder, first);
            nodes.add(sentinel);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .ignoreExceptionsInstanceOf(RedisException.class)
                    .until(() -> sentinel.ask("INFO", "sentinel").contains("slaves=1"));
            String url =
                    "redis-sentinel://127.0.0.1:%d/0?replicas=1#shop".formatted(sentinel.port());

            CrashRounds.run(
                    url,
                    folder.resolve("ledger"),
                    Math.min(CrashRounds.ROUNDS, 20),
                    round -> {
                        if (round % 2 == 0) {
                            promote(nodes.get(0), nodes.get(1));
                            nodes.add(0, nodes.remove(1));
                        }
                    });
        } finally {
            nodes.forEach(RedisServer::close);
        }
    }

    private static void awaitReplica(RedisServer master) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> master.ask("INFO", "replication").contains("state=online"));
    }

    /** The master is killed; when the other has taken its place it comes back as its replica. */
    private static void promote(RedisServer master, RedisServer replica) throws Exception {
        master.kill();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> replica.ask("INFO", "replication").contains("role:master"));
        master.restart("--replicaof", "127.0.0.1", Integer.toString(replica.port()));
        awaitReplica(replica);
    }
}

package dev.serval.engine.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.spool.Claims;
import dev.serval.spool.FsyncPolicy;
import dev.serval.spool.JobStore;
import dev.serval.spool.Payload;
import dev.serval.spool.Peers;
import dev.serval.spool.RetryRules;
import dev.serval.spool.StoreContract;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedisStoreTest extends StoreContract {

    private static final StoreRules RULES =
            new StoreRules(FsyncPolicy.NEVER, 1000, new RetryRules(3, Duration.ofMillis(1)), false);
    private static final Payload PAYLOAD = new Payload(Map.of(), new byte[10]);

    @TempDir private static Path folder;
    private static RedisServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RedisServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected String place() {
        server.ask("FLUSHALL");
        return server.url();
    }

    @Test
    void whenItIsAwayJobsAreRefusedAndWhenItIsBackTheyAreTaken() throws Exception {
        try (JobStore store = Peers.store(server.url(), RULES)) {
            String before = store.submit(PAYLOAD, 50, Instant.EPOCH);
            Claims claims = store.claims();
            assertThat(claims.next(Instant.now()).orElseThrow().name().id()).isEqualTo(before);
            server.kill();

            assertThatThrownBy(() -> store.submit(PAYLOAD, 50, Instant.EPOCH))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(server.url());
            assertThatThrownBy(() -> claims.next(Instant.now())).isInstanceOf(StoreException.class);

            server.restart();
            String id = Awaitility.await().until(() -> submitted(store), text -> !text.isEmpty());
            // What was claimed and is not known to be done is run again, the new one too.
            Awaitility.await().until(() -> ran(claims, before));
            Awaitility.await().until(() -> ran(claims, id));
        }
    }

    private static String submitted(JobStore store) {
        try {
            return store.submit(PAYLOAD, 50, Instant.now());
        } catch (StoreException e) {
            return "";
        }
    }

    private static boolean ran(Claims claims, String id) {
        try {
            return claims.next(Instant.now()).filter(c -> c.name().id().equals(id)).isPresent();
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void aRedisThatIsNotThereRefusesAndIsLookedForAgain() throws Exception {
        try (JobStore store = Peers.store("redis://127.0.0.1:1/0", RULES)) {
            assertThatThrownBy(() -> store.submit(PAYLOAD, 50, Instant.EPOCH))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the job was not taken");
        }
    }

    @Test
    void aUrlThatIsNoneIsSaid() {
        assertThatThrownBy(() -> Peers.store("redis://host:port/0", RULES))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("redis://host:port/0");
    }
}

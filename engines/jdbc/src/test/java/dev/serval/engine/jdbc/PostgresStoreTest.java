package dev.serval.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.spool.Claims;
import dev.serval.spool.FsyncPolicy;
import dev.serval.spool.JobStore;
import dev.serval.spool.Payload;
import dev.serval.spool.Peers;
import dev.serval.spool.RetryRules;
import dev.serval.spool.SpoolView;
import dev.serval.spool.StoreContract;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PostgresStoreTest extends StoreContract {

    private static final StoreRules RULES =
            new StoreRules(FsyncPolicy.NEVER, 1000, new RetryRules(3, Duration.ofMillis(1)), false);
    private static final Payload PAYLOAD = new Payload(Map.of(), new byte[10]);

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    protected String place() throws Exception {
        return server.freshUrl();
    }

    @Test
    void aJobIsPartOfTheCallersTransaction() throws Exception {
        String url = server.freshUrl();
        try (JobStore store = Peers.store(url, RULES);
                Connection connection = PostgresServer.connect(url)) {
            connection.setAutoCommit(false);
            Claims claims = store.claims();

            store.submit(PAYLOAD, 50, Instant.EPOCH, connection);
            assertThat(claims.next(Instant.now())).isEmpty();
            connection.rollback();
            assertThat(claims.next(Instant.now())).isEmpty();

            String id = store.submit(PAYLOAD, 50, Instant.EPOCH, connection);
            connection.commit();
            assertThat(claims.next(Instant.now()).orElseThrow().name().id()).isEqualTo(id);
        }
    }

    @Test
    void withoutATransactionItIsRefused() throws Exception {
        String url = server.freshUrl();
        try (JobStore store = Peers.store(url, RULES);
                Connection connection = PostgresServer.connect(url)) {
            assertThatThrownBy(() -> store.submit(PAYLOAD, 50, Instant.EPOCH, connection))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("auto-commit");
        }
    }

    @Test
    void aJobOfASessionThatHasEndedGoesBack() throws Exception {
        String url = server.freshUrl();
        try (JobStore one = Peers.store(url, RULES);
                JobStore two = Peers.store(url, RULES)) {
            String id = one.submit(PAYLOAD, 50, Instant.EPOCH);
            Claims first = one.claims();
            var claim = first.next(Instant.now()).orElseThrow();
            try (Connection connection = PostgresServer.connect(url);
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name = 'serval'");
            }

            assertThatThrownBy(() -> first.done(claim)).isInstanceOf(StoreException.class);
            Claims second = two.claims();
            Awaitility.await().until(() -> second.next(Instant.now().plusSeconds(1)).isPresent());
            assertThat(second.news()).anyMatch(line -> line.contains(id + " goes back"));
        }
    }

    @Test
    void aRowThatIsDamagedIsDead() throws Exception {
        String url = server.freshUrl();
        try (JobStore store = Peers.store(url, RULES);
                SpoolView view = Peers.view(url);
                Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            String id = store.submit(PAYLOAD, 50, Instant.EPOCH);
            statement.execute("UPDATE serval_jobs SET job = '\\x1234'");

            assertThat(store.claims().next(Instant.now())).isEmpty();
            assertThat(view.find(id).orElseThrow().why()).contains("damaged");
        }
    }

    @Test
    void aDatabaseThatIsNotThereRefuses() throws Exception {
        try (JobStore store = Peers.store("jdbc:postgresql://127.0.0.1:1/none", RULES)) {
            assertThatThrownBy(() -> store.submit(PAYLOAD, 50, Instant.EPOCH))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the job was not taken")
                    .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/none");
        }
    }

    @Test
    void aDatabaseThatJobsAreNotKeptInIsSaid() {
        assertThatThrownBy(() -> Peers.store("jdbc:mysql://127.0.0.1/none", RULES))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("jdbc:postgresql: and jdbc:h2: only");
    }
}

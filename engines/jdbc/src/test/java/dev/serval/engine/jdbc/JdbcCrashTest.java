package dev.serval.engine.jdbc;

import dev.serval.spool.CrashRounds;
import java.nio.file.Path;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many rounds as wanted with {@code -Dserval.crash.rounds=200}. */
final class JdbcCrashTest {

    @TempDir private Path folder;

    @Test
    void whoeverIsKilledNoJobIsLostAndNoneThatIsDoneIsRunAgain() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            CrashRounds.run(
                    server.freshUrl(),
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
    void h2KeepsItsPromisesToo() throws Exception {
        Server server =
                Server.createTcpServer(
                                "-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                        .start();
        try {
            String url = "jdbc:h2:tcp://localhost:%d/./jobs".formatted(server.getPort());
            CrashRounds.run(url, folder.resolve("ledger"), CrashRounds.ROUNDS, _ -> {});
        } finally {
            server.stop();
        }
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.engine.jdbc.PostgresServer;
import dev.serval.engine.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** Jobs of an application that are kept in a Redis or in a database. */
class SpoolEnginesTest {

    private static final String REDIS_PASSWORD = "open-sesame";

    private Path folder;
    private Path ledger;
    private Path secret;

    @BeforeEach
    void folder() throws IOException {
        folder = Serval.emptyFolder();
        ledger = Files.createFile(folder.resolve("ledger"));
        secret = folder.resolve("secret");
    }

    @Test
    void jobsAreKeptInARedis() throws Exception {
        Files.writeString(secret, REDIS_PASSWORD + "\n");
        try (RedisServer redis = RedisServer.start(folder, "--requirepass", REDIS_PASSWORD)) {
            check(
                    "mail=" + redis.url(),
                    REDIS_PASSWORD,
                    () -> {
                        redis.kill();
                        return true;
                    },
                    () -> {
                        redis.restart();
                        return true;
                    });
        }
    }

    @Test
    void jobsAreKeptInADatabase() throws Exception {
        Files.writeString(secret, PostgresServer.PASSWORD);
        try (PostgresServer postgres = PostgresServer.start()) {
            check(
                    "mail=" + postgres.url(),
                    PostgresServer.PASSWORD,
                    () -> {
                        postgres.kill();
                        return true;
                    },
                    () -> {
                        postgres.restart();
                        return true;
                    });
        }
    }

    private void check(
            String spool, String password, Callable<Boolean> kill, Callable<Boolean> restart)
            throws Exception {
        try (Serval serval = serve(spool)) {
            String done = serval.get("/").body();
            String retried = serval.get("/once-more").body();
            String dead = serval.get("/fail").body();
            await(() -> ran(done) == 1 && ran(retried) == 2 && ran(dead) == 3);
            await(() -> serval.stats().contains("\"dead\":1"));
            assertThat(serval.stats()).contains(spool.substring(5));
            assertThat(spool("ls", spool)).contains(dead).contains("no route (attempt 3 of 3)");
            assertThat(spool("show", spool, dead)).contains("path = /fail");
            assertThat(spool("retry", spool, dead)).isEqualTo("1 wait again\n");
            await(() -> ran(dead) == 6);
            await(() -> spool("purge", spool, "--all").equals("1 removed\n"));

            String left = serval.get("/forever").body();
            await(() -> ran(left) == 1);
            Started.signal(serval.pid("spooler 1", 1), "KILL");
            await(() -> ran(left) == 2);

            kill.call();
            await(() -> serval.get("/").body().contains(spool.substring(5)));
            restart.call();
            await(() -> serval.get("/").statusCode() == 200);

            assertThat(serval.stats()).doesNotContain(password);
            assertThat(serval.process().lines()).noneMatch(line -> line.contains(password));
            assertThat(commandLines(serval)).doesNotContain(password);
        }
    }

    private Serval serve(String spool) throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--master",
                                "--http",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "--spooler",
                                spool,
                                "--spooler-password-file",
                                secret.toString(),
                                "--spooler-driver",
                                driver(),
                                "--catch-exceptions",
                                "--spooler-max-attempts",
                                "3",
                                "--spooler-retry-delay",
                                "100ms"));
        options.addAll(Serval.testApp("Spooling"));
        return Serval.run(
                        folder, Map.of("LEDGER", ledger.toString()), options.toArray(String[]::new))
                .awaitServing();
    }

    private static String driver() {
        return Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static String commandLines(Serval serval) throws IOException {
        StringBuilder lines = new StringBuilder();
        List<Long> pids =
                List.of(
                        serval.process().pid(),
                        serval.pid("worker 1", 1),
                        serval.pid("spooler 1", 2));
        for (long pid : pids) {
            lines.append(Files.readString(Path.of("/proc/%d/cmdline".formatted(pid))));
        }
        return lines.toString();
    }

    private long ran(String id) throws IOException {
        return Files.readAllLines(ledger).stream().filter(("ran " + id)::equals).count();
    }

    private String spool(String command, String... words) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Serval.HOME.resolve("bin/serval").toString());
        line.addAll(List.of("spool", command));
        line.addAll(List.of(words));
        line.addAll(
                List.of(
                        "--spooler-password-file",
                        secret.toString(),
                        "--spooler-driver",
                        driver()));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(AotCache.environment());
        return new String(builder.start().getInputStream().readAllBytes(), US_ASCII);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A command that is known by its pidfile, and outlives the server. */
class SmartDaemonTest {

    private final Path pidFile = Files.createTempDirectory("serval-daemon").resolve("pid");

    /**
     * One that stays, and one that goes into the background. Neither keeps the server's output
     * open: its end is awaited.
     */
    private final String foreground =
            "sh -c 'echo $$ > %s; exec sleep 600 > /dev/null 2>&1'".formatted(pidFile);

    private final String background =
            "sh -c 'setsid sleep 600 > /dev/null 2>&1 & echo $! > %s'".formatted(pidFile);

    SmartDaemonTest() throws IOException {}

    @AfterEach
    void endIt() throws IOException {
        if (Files.exists(pidFile)) {
            String text = Files.readString(pidFile).trim();
            if (text.matches("\\d+")) {
                ProcessHandle.of(Long.parseLong(text))
                        .filter(p -> p.info().command().orElse("").endsWith("/sleep"))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void aDaemonInTheForegroundOutlivesTheServerAndIsFoundByTheNext() throws Exception {
        outlives(foreground);
    }

    @Test
    void aDaemonInTheBackgroundOutlivesTheServerAndIsFoundByTheNext() throws Exception {
        outlives(background);
    }

    private void outlives(String command) throws Exception {
        long daemon;
        try (Serval serval = watching(command)) {
            daemon = awaitRuns(serval, 1);
            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");
            serval.process().signal("TERM");
            assertThat(serval.process().awaitEnd()).isZero();
        }
        assertThat(Started.runs(ProcessHandle.of(daemon).orElseThrow())).isTrue();
        try (Serval next = watching(command)) {
            assertThat(awaitRuns(next, 1)).isEqualTo(daemon);
            assertThat(next.process().lines()).noneMatch(line -> line.endsWith("; starting it"));

            Started.signal(daemon, "KILL");

            assertThat(awaitRuns(next, 2)).isNotEqualTo(daemon);
        }
    }

    @Test
    void anUpgradeLeavesItAlone() throws Exception {
        Path control = pidFile.resolveSibling("control");
        try (Serval serval = watching(foreground, "--control", control.toString())) {
            long daemon = awaitRuns(serval, 1);
            Matcher taken;
            try (Started asked = UpgradeTest.ask(control)) {
                taken = asked.awaitLine("server (\\d+) has taken over");
            }
            ProcessHandle next = ProcessHandle.of(Long.parseLong(taken.group(1))).orElseThrow();
            try {
                assertThat(awaitRuns(serval, 2)).isEqualTo(daemon);
                Started.signal(daemon, "KILL");
                assertThat(awaitRuns(serval, 3)).isNotEqualTo(daemon);
            } finally {
                UpgradeTest.end(next);
            }
        }
    }

    @Test
    void garbageInThePidfileIsNobody() throws Exception {
        Files.writeString(pidFile, "not a number\n");
        try (Serval serval = watching(foreground)) {
            serval.process().awaitLine("pid holds no process id; starting it$");
            awaitRuns(serval, 1);
        }
    }

    @Test
    void aCommandThatFailsIsTriedAgainAndDoesNotDisturb() throws Exception {
        try (Serval serval = watching("false")) {
            serval.process().awaitLine("daemon `false`: there is no .*; starting it$", 2);
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCommandWithoutAPidfileIsRefused() throws Exception {
        try (Serval serval =
                Serval.run(
                        Serval.emptyFolder(), Map.of(), "--smart-attach-daemon", "redis-server")) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            assertThat(serval.process().lines().toString())
                    .contains("it must be a pidfile, a space and a command");
        }
    }

    private Serval watching(String command, String... options) throws IOException {
        String[] all = new String[options.length + 4];
        all[0] = "--module";
        all[1] = "echo.Echo";
        all[2] = "--smart-attach-daemon";
        all[3] = pidFile + " " + command;
        System.arraycopy(options, 0, all, 4, options.length);
        return Serval.serving(all);
    }

    private long awaitRuns(Serval serval, int n) {
        long pid =
                Long.parseLong(
                        serval.process().awaitLine("^daemon `.*` runs, pid (\\d+)$", n).group(1));
        Awaitility.await("the pidfile")
                .atMost(Started.PATIENCE)
                .until(() -> Files.readString(pidFile).trim().equals(Long.toString(pid)));
        return pid;
    }
}

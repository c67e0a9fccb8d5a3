package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadTest {

    private static final int CLIENTS = 6;

    @Test
    void twentyReloadsLoseNoRequest() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "-p", "2");
                Load load = Load.mixed(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            for (int generation = 2; generation <= 21; generation++) {
                serval.process().signal("HUP");
                serval.process().awaitLine("reload: generation " + generation + " serves");
            }
            load.awaitMore(1);

            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void twentyChainReloadsLoseNoRequest() throws Exception {
        Path touched = Files.createFile(Serval.emptyFolder().resolve("touched"));
        try (Serval serval =
                        Serval.serving(
                                "--module",
                                "echo.Echo",
                                "-p",
                                "2",
                                "--touch-chain-reload",
                                touched.toString());
                Load load = Load.mixed(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            for (int generation = 2; generation <= 21; generation++) {
                int before = load.answered();
                Awaitility.await()
                        .atMost(Started.PATIENCE)
                        .until(() -> load.answered() > before + 10);
                touch(touched, generation);
                serval.process().awaitLine("reload: generation " + generation + " serves");
            }

            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void aGenerationThatCannotStartIsThrownAwayAndTheOldOneServesOn() throws Exception {
        Path folder = Serval.emptyFolder();
        write(folder, "module = \"echo.Echo\"");
        try (Serval serval = Serval.run(folder, Map.of(), "--http", "127.0.0.1:0").awaitServing()) {
            write(folder, "module = \"no.such.App\"");
            serval.process().signal("HUP");
            serval.process().awaitLine("there is no class no\\.such\\.App");
            serval.process()
                    .awaitLine("reload: generation 2 discarded: .*; generation 1 serves on");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            write(folder, "module = \"hello.Hello\"");
            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 3 serves");
            assertThat(serval.get("/").body()).isEqualTo("Hello World\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Unmakeable, IllegalStateException: there is no database",
        "Unstartable, AssertionError: the table is empty",
        "Leaving, 'died, exit code 7'",
        "Hanging, not ready after 5 s"
    })
    void aGenerationWhoseStartFailsIsThrownAwayAndTheOldOneServesOn(String app, String why)
            throws Exception {
        Path folder = Serval.emptyFolder();
        List<String> options = Serval.testApp(app);
        write(folder, "module = \"echo.Echo\"");
        try (Serval serval =
                Serval.run(
                                folder,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--classpath",
                                options.get(options.indexOf("--classpath") + 1),
                                "--worker-start-timeout",
                                "5")
                        .awaitServing()) {
            write(folder, "module = \"" + options.get(options.indexOf("--module") + 1) + "\"");
            serval.process().signal("HUP");

            serval.process().awaitLine(why);
            serval.process().awaitLine("reload: generation 2 discarded");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBrokenFileIsReportedAndChangesNothing() throws Exception {
        Path folder = Serval.emptyFolder();
        write(folder, "module = \"echo.Echo\"");
        try (Serval serval = Serval.run(folder, Map.of(), "--http", "127.0.0.1:0").awaitServing()) {
            write(folder, "modul = \"echo.Echo\"");
            serval.process().signal("HUP");

            serval.process()
                    .awaitLine(
                            "reload refused, nothing has changed: serval.conf:2:3: unknown key"
                                    + " `modul`, did you mean `module`\\?");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aReloadTakesTheNumberOfWorkersAndTheRoutersOptionsToo() throws Exception {
        Path folder = Serval.emptyFolder();
        write(folder, "module = \"echo.Echo\"");
        try (Serval serval = Serval.run(folder, Map.of(), "--http", "127.0.0.1:0").awaitServing()) {
            write(folder, "module = \"echo.Echo\"\n  processes = 3\n  http-max-request-line = 64");
            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");
            serval.process().awaitLine("worker 3 \\(pid: \\d+\\) ready");

            assertThat(serval.get("/" + "x".repeat(200)).statusCode()).isEqualTo(414);
        }
    }

    private static void write(Path folder, String line) throws IOException {
        Files.writeString(folder.resolve("serval.conf"), "serval {\n  " + line + "\n}\n");
    }

    /** A different time each time, whatever the clock says. */
    private static void touch(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                file, java.nio.file.attribute.FileTime.fromMillis(seconds * 1000L));
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DaemonizeTest {

    @Test
    void theCommandEndsWhenTheServerServes() throws Exception {
        Path folder = Serval.emptyFolder();
        Path log = folder.resolve("serval.log");
        try (Serval serval = detaching(folder, "--module", "echo.Echo")) {
            assertThat(serval.process().awaitExit()).isZero();
            Matcher said =
                    Pattern.compile("serval: serves, pid (\\d+), log " + log)
                            .matcher(serval.process().lines().getLast());
            assertThat(said.matches()).isTrue();
            ProcessHandle server = ProcessHandle.of(Long.parseLong(said.group(1))).orElseThrow();
            try {
                String url = serving(log);
                assertThat(Serval.get(URI.create(url)).statusCode()).isEqualTo(200);
                Started.signal(server.pid(), "TERM");
                Awaitility.await().atMost(Started.PATIENCE).until(() -> !Started.runs(server));
                assertThat(log).content().contains("SIGTERM received: draining");
            } finally {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
            }
        }
    }

    @Test
    void aServerThatDoesNotStartIsShownWithItsExitCode() throws Exception {
        try (Serval serval = detaching(Serval.emptyFolder(), "--module", "shop.Front")) {
            assertThat(serval.process().awaitExit()).isEqualTo(5);
            assertThat(serval.process().lines())
                    .anyMatch(line -> line.contains("there is no class shop.Front"))
                    .anyMatch(line -> line.contains("GAME OVER"));
        }
    }

    private static Serval detaching(Path folder, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        all.addAll(List.of("--daemonize", "serval.log"));
        all.addAll(List.of(options));
        return Serval.run(folder, Map.of(), all.toArray(String[]::new));
    }

    private static String serving(Path log) throws Exception {
        Matcher line =
                Pattern.compile("^serving (http://\\S+)", Pattern.MULTILINE)
                        .matcher(Files.readString(log));
        assertThat(line.find()).isTrue();
        return line.group(1);
    }
}

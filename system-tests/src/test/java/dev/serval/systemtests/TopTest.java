package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code serval top}, in a real terminal where it needs one. */
class TopTest {

    private final Map<String, String> java = AotCache.environment();
    private final Path folder = Files.createTempDirectory("serval-top");
    private final Path control = folder.resolve("control");
    private final Path tmux = folder.resolve("tmux");

    TopTest() throws IOException {}

    @AfterEach
    void endTheTerminal() throws Exception {
        if (Files.exists(tmux)) {
            terminal("kill-server");
        }
    }

    @Test
    void oneLookNamesEveryWorkerAndWhatIsSlow() throws Exception {
        try (Serval serval = serving();
                Load load = Load.on(serval.port("http"), "/sleep?ms=6000", 1)) {
            String picture =
                    Awaitility.await("a slow request")
                            .atMost(Started.PATIENCE)
                            .until(
                                    () -> top("--once"),
                                    seen -> seen.contains("slow now:  worker "));
            assertThat(picture)
                    .contains("GET /sleep")
                    .contains(Long.toString(serval.pid("worker 1", 1)))
                    .contains(Long.toString(serval.pid("worker 2", 1)));
            assertThat(Json.object(top("--json")).get("workers")).isNotNull();
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void aTerminalIsDrawnOnKeysAreHeardAndItIsGivenBack() throws Exception {
        try (Serval serval = serving()) {
            String command =
                    "%s top --control %s; echo it has ended; exec cat"
                            .formatted(Serval.HOME.resolve("bin/serval"), control);
            terminal("new-session", "-d", "-s", "top", "-x", "100", "-y", "15", command);
            awaitScreen("  W     PID STATE");
            awaitScreen(Long.toString(serval.pid("worker 2", 1)));

            terminal("send-keys", "-t", "top", "s");
            awaitScreen("s sort (requests)");
            terminal("send-keys", "-t", "top", "+");
            awaitScreen("workers add: done");
            serval.awaitReady("worker 3", serval.pid("worker 3", 1));
            awaitScreen(Long.toString(serval.pid("worker 3", 1)));
            terminal("resize-window", "-t", "top", "-x", "40", "-y", "8");
            Awaitility.await("a smaller picture")
                    .atMost(Started.PATIENCE)
                    .until(() ->
                            screen().lines().allMatch(line -> line.length() <= 40)
                                    && screen().contains("q quit"));
            terminal("send-keys", "-t", "top", "q");

            awaitScreen("it has ended");
            assertThat(screen()).doesNotContain("PID STATE");
        }
    }

    @Test
    void whereThereIsNoTerminalItSaysWhatToDo() throws Exception {
        try (Serval serval = serving()) {
            assertThat(top()).contains("there is no terminal; for one look: serval top --once");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    private Serval serving() throws IOException {
        return Serval.serving("--module", "echo.Echo", "-p", "2", "--control", control.toString());
    }

    private String top(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Serval.HOME.resolve("bin/serval").toString());
        command.addAll(List.of("top", "--control", control.toString()));
        command.addAll(List.of(words));
        try (Started asked = Started.command(folder, java, command)) {
            asked.awaitExit();
            return String.join("\n", asked.lines());
        }
    }

    private void awaitScreen(String part) {
        Awaitility.await(part).atMost(Started.PATIENCE).until(() -> screen().contains(part));
    }

    private String screen() throws Exception {
        return terminal("capture-pane", "-t", "top", "-p");
    }

    private String terminal(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-S", tmux.toString(), "-f", "/dev/null"));
        command.addAll(List.of(words));
        try (Started done = Started.command(folder, java, command)) {
            done.awaitExit();
            return String.join("\n", done.lines());
        }
    }
}

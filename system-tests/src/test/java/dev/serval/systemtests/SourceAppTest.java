package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that is a source file. */
class SourceAppTest {

    private static final int CONFIG = 3;

    private final Path folder = Serval.emptyFolder();

    SourceAppTest() throws IOException {}

    @BeforeEach
    void writeAnApplication() throws IOException {
        Files.writeString(
                folder.resolve("Hello.java"),
                """
                import dev.serval.app.Request;
                import dev.serval.app.Response;

                public class Hello {
                    public static Response answer(Request request) {
                        return Response.text(Greeting.TEXT);
                    }
                }
                """);
        greet("hello");
    }

    private void greet(String text) throws IOException {
        Files.writeString(
                folder.resolve("Greeting.java"),
                "interface Greeting { String TEXT = \"%s\"; }".formatted(text));
    }

    private Serval start(String... options) throws IOException {
        return Serval.run(folder, Map.of("XDG_CACHE_HOME", folder.toString()), options);
    }

    @Test
    void itIsCompiledWithWhatItUsesAndAgainWhenThatHasChanged() throws Exception {
        try (Serval serval =
                start("--module", "Hello.java::answer", "--http", "127.0.0.1:0").awaitServing()) {
            assertThat(serval.get("/").body()).isEqualTo("hello");

            greet("good bye");
            Started.signal(serval.process().pid(), "HUP");
            serval.process().awaitLine("^reload: generation 2 serves");
            assertThat(serval.get("/").body()).isEqualTo("good bye");

            Files.writeString(folder.resolve("Greeting.java"), "interface Greeting {\n  oops\n}");
            Started.signal(serval.process().pid(), "HUP");
            serval.process().awaitLine("^reload refused, nothing has changed: .*does not compile");
            serval.process().awaitLine("Greeting\\.java:2: error: ");
            serval.process().awaitLine("^ +\\^");
            assertThat(serval.get("/").body()).isEqualTo("good bye");
        }
    }

    @Test
    void whereItDoesNotCompileNothingIsStarted() throws Exception {
        Files.delete(folder.resolve("Greeting.java"));
        try (Serval serval = start("Hello.java")) {
            assertThat(serval.process().awaitExit()).isEqualTo(CONFIG);
            assertThat(serval.process().lines())
                    .contains("serval: module: Hello.java does not compile")
                    .anyMatch(line -> line.startsWith("Hello.java:6: error: "));
        }
    }

    /** The port is the usual one, which this machine may have given to somebody else. */
    @Test
    void itsNameAloneIsEnough() throws Exception {
        try (Serval serval = start("Hello.java", "--need-app=false")) {
            String line =
                    serval.process().awaitLine("^(http bound on|.*in use|.*cannot be).*").group();
            if (line.startsWith("http bound on")) {
                assertThat(line).isEqualTo("http bound on 127.0.0.1:8000");
                serval.process().awaitLine("Hello does not implement dev\\.serval\\.app\\.App");
            } else {
                assertThat(line).contains("8000");
            }
        }
    }

    @Test
    void whatItNeedsBesideItIsInLib() throws Exception {
        Files.createDirectories(folder.resolve("lib"));
        Path jar = folder.resolve("lib/greeting.jar");
        Files.move(folder.resolve("Greeting.java"), folder.resolve("lib/Greeting.java"));
        compileIntoAJar(jar);
        try (Serval serval =
                start("--module", "Hello.java::answer", "--http", "127.0.0.1:0").awaitServing()) {
            URI page = URI.create("http://127.0.0.1:" + serval.port("http") + "/");
            assertThat(Serval.get(page).body()).isEqualTo("hello");
        }
    }

    private void compileIntoAJar(Path jar) throws Exception {
        Path tools = Path.of(System.getProperty("java.home"), "bin");
        Path lib = folder.resolve("lib");
        String line =
                "%s/javac -d %s %s/Greeting.java && %s/jar cf %s -C %s Greeting.class && rm %s/Greeting.*"
                        .formatted(tools, lib, lib, tools, jar, lib, lib);
        try (Started made = Started.command(lib, Map.of(), List.of("sh", "-c", line))) {
            assertThat(made.awaitExit()).isZero();
        }
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that cannot be workers, and things that cannot be run: what the operator reads. */
class ProgramFailureTest {

    private static final int USAGE = 2;
    private static final int CONFIG = 3;
    private static final int APP_FAILED = 5;

    private final Path folder = Serval.emptyFolder();

    ProgramFailureTest() throws IOException {}

    private void fails(int code, String message, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        all.addAll(List.of(words));
        try (Serval serval = Serval.uncached(folder, all)) {
            assertThat(serval.process().awaitExit()).isEqualTo(code);
            assertThat(serval.process().lines()).anyMatch(line -> line.matches(message));
        }
    }

    @Test
    void aPortThatIsNotOpenedInTimeIsNamedWithThatWhichIs() throws Exception {
        fails(
                APP_FAILED,
                "killing worker 1 \\(pid: \\d+\\): not ready after 2 s: `python3 -m http.server --bind 127.0.0.1 0`"
                        + " has not opened port \\d+ on 127.0.0.1, which it was told by PORT, SERVER_PORT, .*;"
                        + " it listens on 127.0.0.1:\\d+ instead. Tell it the port in its own words, .*",
                "--program",
                "python3 -m http.server --bind 127.0.0.1 0",
                "--program-start-time",
                "2");
    }

    @Test
    void oneThatIsNeverWellSaysWhatItAnswers() throws Exception {
        fails(
                APP_FAILED,
                "killing worker 1 .*: `python3 .*` listens on port \\d+, but GET /none is answered with 404 \\(--program-ready\\)",
                "--program",
                "python3 -m http.server --bind 127.0.0.1 {port}",
                "--program-ready",
                "/none",
                "--program-start-time",
                "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nobody-knows-this | exit code 127; there is no such command",
                "true | exit code 0; a program must stay in the foreground: .*",
                "sh -c 'echo oops; exit 7' | exit code 7; what it has printed is above",
            })
    void oneThatEndsAtOnceSaysSo(String command, String how) throws Exception {
        fails(
                APP_FAILED,
                "worker 1 \\(pid: \\d+\\): `.*` ended before it served, " + how,
                "--program",
                command);
    }

    @ParameterizedTest
    @CsvSource({
        "--threads 4, --threads is for applications that run in Serval's own workers",
        "--socket 127.0.0.1:0, --socket is for applications that run in Serval's own workers",
        "--max-requests 4, --max-requests is for applications that run in",
        "--module a.B, '--module and --program name an application each'",
        "--jvm-opt -Xmx1g, --jvm-opt is for JVMs that Serval starts itself",
        "--spooler ./mail, --spooler needs an application that does its jobs",
    })
    void whatAProgramCannotDoIsRefused(String options, String message) throws Exception {
        List<String> words = new ArrayList<>(List.of("--program", "true"));
        words.addAll(List.of(options.split(" ", -1)));
        fails(USAGE, "serval: " + message + ".*", words.toArray(String[]::new));
    }

    @Test
    void whatIsForProgramsIsRefusedWithoutOne() throws Exception {
        fails(
                USAGE,
                "serval: --program-ready is for a program that serves HTTP itself; .*",
                "--module",
                "a.B",
                "--program-ready",
                "/");
    }

    @Test
    void aJarThatCannotBeRunSaysWhy() throws Exception {
        Files.writeString(folder.resolve("text.jar"), "no zip");
        fails(CONFIG, "serval: jar: text.jar is no jar: it is no zip archive, .*", "text.jar");
        fails(CONFIG, "serval: jar: there is no file none.jar", "none.jar");

        TestJar.of(folder.resolve("lib.jar"), Map.of(), Map.of());
        fails(CONFIG, "serval: jar: lib.jar names no Main-Class in its manifest, .*", "lib.jar");

        TestJar.of(folder.resolve("empty.jar"), Map.of("Main-Class", "a.Main"), Map.of());
        fails(
                CONFIG,
                "serval: jar: the manifest of empty.jar names the class a.Main, which is not in it; .*",
                "empty.jar");

        TestJar.of(
                folder.resolve("boot.jar"),
                Map.of(
                        "Main-Class",
                        "org.springframework.boot.loader.launch.JarLauncher",
                        "Spring-Boot-Version",
                        "4.0.7"),
                Map.of());
        fails(
                CONFIG,
                "serval: jar: boot.jar is packed by Spring Boot and names no Start-Class in its manifest; .*",
                "boot.jar");

        byte[] java99 = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 143 - 256};
        TestJar.of(
                folder.resolve("new.jar"),
                Map.of("Main-Class", "Main"),
                Map.of("Main.class", java99));
        fails(
                CONFIG,
                "serval: jar: new.jar is built for Java 99, and this is Java \\d+; .*",
                "new.jar");
    }

    @Test
    void aFolderSaysWhatIsToBeDone() throws Exception {
        Path project = Files.createDirectory(folder.resolve("shop"));
        fails(
                USAGE,
                "serval: shop is a folder, and nothing in it says what is to be run; .*",
                "shop");

        Files.createFile(project.resolve("pom.xml"));
        fails(
                USAGE,
                "serval: shop is the source of a Maven project, and is built first: mvn package, then serval shop/target/NAME.jar",
                "shop");

        Files.createDirectory(project.resolve("target"));
        Files.createFile(project.resolve("target/shop-1.0.jar"));
        Files.createFile(project.resolve("target/shop-1.0-sources.jar"));
        fails(
                USAGE,
                "serval: shop is the source of a Maven project; what it has built is run so: serval shop/target/shop-1.0.jar",
                "shop");
    }
}

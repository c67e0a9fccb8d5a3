package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postgresql.Driver;

/**
 * What the documentation tells to type is typed. The blocks of a page share a shell on a machine of
 * their own; each must end with 0. A server goes on in the background once it serves, until another
 * one of the page wants its address. What a page takes for granted, such as a database, is made by
 * a script of its name in {@code before}.
 */
class DocsTest {

    private static final Path STAND_INS = Path.of("src", "test", "resources", "docs");

    /** Two pages at a time: half of a page is waiting. */
    private static final ExecutorService TYPISTS = Executors.newFixedThreadPool(2);

    private static final String MARK = "@@ line ";

    /**
     * Maven fetches here what a new project needs: where the pages are typed there is no network.
     */
    @BeforeAll
    static void aProjectHasBeenBuilt() throws Exception {
        Path folder = Serval.emptyFolder();
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        String serval = Serval.HOME.resolve("bin/serval").toString();
        for (List<String> command :
                List.of(List.of(serval, "init"), List.of("mvn", "-B", "-ntp", "package"))) {
            try (Started step = Started.command(folder, environment, command)) {
                assertThat(ended(step)).as("%s", step.lines()).isZero();
            }
        }
    }

    @AfterAll
    static void allAreTyped() {
        TYPISTS.close();
    }

    @TestFactory
    Stream<DynamicTest> eachPageDoesWhatItSays() throws IOException {
        DocsExceptions exceptions = DocsExceptions.read();
        assumeNamespaces();
        List<DynamicTest> tests = new ArrayList<>();
        for (DocsPage page : DocsPage.all()) {
            List<DocsPage.Block> blocks = executed(page, exceptions);
            if (!blocks.isEmpty()) {
                Future<?> typed = TYPISTS.submit(() -> execute(page.name(), blocks));
                tests.add(DynamicTest.dynamicTest(page.name(), typed::get));
            }
        }
        return tests.stream();
    }

    /** A line for what has changed since would hide what came instead. */
    @Test
    void theListOfExceptionsNamesBlocksThatAreThere() throws IOException {
        List<DocsPage> pages = DocsPage.all();
        assertThat(DocsExceptions.read().entries())
                .filteredOn(entry -> !entry.isWholePage())
                .allSatisfy(entry ->
                        assertThat(pages)
                                .as("docs/not-run.txt: %s", entry)
                                .anyMatch(page ->
                                        page.blocks().stream()
                                                .anyMatch(block -> entry.covers(page, block))));
    }

    @Test
    void whatIsTypedIsMarkedAsSuch() throws IOException {
        DocsExceptions exceptions = DocsExceptions.read();
        assertThat(DocsPage.all())
                .filteredOn(page -> !exceptions.coversAllOf(page))
                .allSatisfy(page ->
                        assertThat(page.unmarked())
                                .as("%s: put these between ```sh and ```", page.name())
                                .isEmpty());
    }

    private static List<DocsPage.Block> executed(DocsPage page, DocsExceptions exceptions) {
        return page.blocks().stream().filter(block -> !exceptions.covers(page, block)).toList();
    }

    private static void assumeNamespaces() throws IOException {
        try (Started probe = typed(Serval.emptyFolder(), "true\n")) {
            Assumptions.assumeTrue(
                    ended(probe) == 0,
                    () -> "no namespaces and overlays for this user: " + probe.lines());
        }
    }

    private static int ended(Started started) {
        try {
            return started.awaitExit(Started.LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int execute(String page, List<DocsPage.Block> blocks) throws IOException {
        StringBuilder script = new StringBuilder("set -e\n").append(before(page));
        for (DocsPage.Block block : blocks) {
            script.append("echo '%s%d'%n".formatted(MARK, block.line())).append(block.text());
        }
        try (Started shell = typed(Serval.emptyFolder(), script.toString())) {
            int status = ended(shell);
            List<String> lines = shell.lines();
            assertThat(status)
                    .as(
                            "%s:%s: the block ended with this; all said:%n%s",
                            page, lastMark(lines), String.join("\n", lines))
                    .isZero();
            return status;
        }
    }

    private static String before(String page) throws IOException {
        String name = page.replaceAll("^docs/|\\.md$", "");
        Path file = STAND_INS.resolve("before").resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static String lastMark(List<String> lines) {
        return lines.reversed().stream()
                .filter(line -> line.startsWith(MARK))
                .findFirst()
                .orElse(MARK + "0")
                .substring(MARK.length());
    }

    private static String postgresqlJar() {
        return Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static Started typed(Path folder, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("script"), script);
        List<String> command =
                new ArrayList<>(
                        List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"));
        command.add("--mount-proc");
        if (!Files.getOwner(Path.of("/proc/self")).getName().equals("root")) {
            command.add("--map-root-user");
        }
        command.addAll(List.of("bash", STAND_INS.resolve("enter").toAbsolutePath().toString()));
        command.addAll(List.of(DocsPage.ROOT.toString(), STAND_INS.toAbsolutePath().toString()));
        command.add(file.toString());
        String jdk = System.getProperty("java.home");
        return Started.command(
                folder,
                Map.of(
                        "JAVA_HOME",
                        jdk,
                        "SERVAL_JAVA_HOME",
                        jdk,
                        "PATH",
                        jdk + "/bin:" + System.getenv("PATH"),
                        AotCache.HOME,
                        AotCache.shared().toString(),
                        "DOCS_POSTGRESQL_JAR",
                        postgresqlJar()),
                command);
    }
}

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
 * one of the page wants its address. {@link FirstHourTest} has the page for a fresh machine.
 */
class DocsTest {

    /** What stands in for programs and for the rest of a machine. */
    static final Path STAND_INS = Path.of("src", "test", "resources", "docs");

    /** Two pages at a time: half of a page is waiting. */
    private static final ExecutorService TYPISTS = Executors.newFixedThreadPool(2);

    /**
     * Maven fetches here what a new project needs: where the pages are typed there is no network.
     */
    @BeforeAll
    static void aProjectHasBeenBuilt() throws Exception {
        MavenCache.withWhatAProjectNeeds();
    }

    @AfterAll
    static void allAreTyped() {
        TYPISTS.close();
    }

    @TestFactory
    Stream<DynamicTest> eachPageDoesWhatItSays() throws Exception {
        DocsExceptions exceptions = DocsExceptions.read();
        assumeNamespaces();
        List<DynamicTest> tests = new ArrayList<>();
        for (DocsPage page : DocsPage.all()) {
            DocsScript script = DocsScript.of(page, exceptions);
            if (!script.isEmpty() && !page.name().equals(FirstHourTest.PAGE)) {
                Future<?> typed = TYPISTS.submit(() -> execute(script));
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

    private static void assumeNamespaces() throws Exception {
        try (Started probe = typed(Serval.emptyFolder(), "true\n")) {
            Assumptions.assumeTrue(
                    probe.awaitExit(Started.LONG) == 0,
                    () -> "no namespaces and overlays for this user: " + probe.lines());
        }
    }

    private static List<String> execute(DocsScript script) throws Exception {
        try (Started shell = typed(Serval.emptyFolder(), script.text())) {
            return script.awaitTyped(shell);
        }
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

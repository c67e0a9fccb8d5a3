package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code ./serval} does in a checkout where nothing has been built. */
class FirstBuildTest {

    /** Sources alone, as a checkout has them. */
    private static final String CHECK_OUT =
            """
            find . \\( -name target -o -name .git \\) -prune -o ! -type d -print0 | tar --null -T - -c | tar -C "$0" -x
            """;

    private final Path folder = Serval.emptyFolder();

    FirstBuildTest() throws IOException {}

    @Test
    void nothingOfOursIsFetchedToBuildAndRun() throws Exception {
        Path checkout = Files.createDirectory(folder.resolve("checkout"));
        run(DocsPage.ROOT, Map.of(), "bash", "-euo", "pipefail", "-c", CHECK_OUT, "" + checkout);

        String repository = "-Dmaven.repo.local=" + othersArtifacts();
        String said = run(checkout, Map.of("MAVEN_OPTS", repository), "./serval", "--version");

        assertThat(said).contains("serval: building").containsPattern("(?m)^serval \\d");
    }

    /** What this machine's Maven has, without what somebody has installed of ours. */
    private Path othersArtifacts() throws IOException {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Path dev = Files.createDirectory(repository.resolve("dev"));
        Path machine = Path.of(System.getProperty("user.home"), ".m2", "repository");
        link(machine, repository, "dev");
        if (Files.exists(machine.resolve("dev"))) {
            link(machine.resolve("dev"), dev, "serval");
        }
        return repository;
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.endsWith(without)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    private static String run(Path where, Map<String, String> environment, String... command)
            throws Exception {
        try (Started started = Started.command(where, environment, List.of(command))) {
            int code = started.awaitExit(Started.LONG);
            String said = String.join("\n", started.lines());
            assertThat(code).as(said).isZero();
            return said;
        }
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What Maven keeps on this machine: for tests whose machines have no network. */
final class MavenCache {

    private static boolean filled;

    private MavenCache() {}

    /** The folder, with all that a new project needs. */
    static synchronized Path withWhatAProjectNeeds() throws IOException, InterruptedException {
        if (!filled) {
            buildOne();
            filled = true;
        }
        return Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private static void buildOne() throws IOException, InterruptedException {
        Path folder = Serval.emptyFolder();
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        String serval = Serval.HOME.resolve("bin/serval").toString();
        for (List<String> command :
                List.of(List.of(serval, "init"), List.of("mvn", "-B", "-ntp", "package"))) {
            try (Started step = Started.command(folder, environment, command)) {
                assertThat(step.awaitExit(Started.LONG)).as("%s", step.lines()).isZero();
            }
        }
    }
}

package dev.serval.master.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildCommandTest {

    @Test
    void anOperatorsCollectorTakesThePlaceOfOurs() {
        assertThat(options("-XX:+UseZGC")).contains("-XX:+UseZGC").doesNotContain(serial());
        assertThat(options("-Xmx1g")).contains("-Xmx1g", serial());
    }

    @Test
    void nettysLibraryIsFoundBeforeWhatTheOperatorHas() {
        Surroundings surroundings =
                new Surroundings(
                        List.of(),
                        Map.of("LD_LIBRARY_PATH", "/opt/own"),
                        Path.of("/"),
                        true,
                        "",
                        false);

        assertThat(options("-Xmx1g", surroundings))
                .contains(
                        "-Djava.library.path=/lib/native:/opt/own:"
                                + System.getProperty("java.library.path"));
        assertThat(options("-Djava.library.path=/mine"))
                .containsSubsequence(
                        "-Djava.library.path=/lib/native:"
                                + System.getProperty("java.library.path"),
                        "-Djava.library.path=/mine");
    }

    private static String serial() {
        return "-XX:+UseSerialGC";
    }

    private static List<String> options(String chosen) {
        return options(chosen, Surroundings.ours());
    }

    private static List<String> options(String chosen, Surroundings surroundings) {
        return new ChildCommand(
                        Path.of("/jdk/bin/java"),
                        Path.of("/lib"),
                        List.of(chosen),
                        List.of(),
                        List.of(),
                        Preload.NONE,
                        surroundings)
                .options(Role.WORKER);
    }
}

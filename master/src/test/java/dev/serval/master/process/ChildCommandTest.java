package dev.serval.master.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildCommandTest {

    @Test
    void anOperatorsCollectorTakesThePlaceOfOurs() {
        assertThat(options("-XX:+UseZGC")).contains("-XX:+UseZGC").doesNotContain(serial());
        assertThat(options("-Xmx1g")).contains("-Xmx1g", serial());
    }

    private static String serial() {
        return "-XX:+UseSerialGC";
    }

    private static List<String> options(String chosen) {
        return new ChildCommand(
                        Path.of("/jdk/bin/java"),
                        Path.of("/lib"),
                        List.of(chosen),
                        List.of(),
                        List.of(),
                        Preload.NONE,
                        Surroundings.ours())
                .options(Role.WORKER);
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/many-machines.md and its chart, and the program they come from. */
class SimulationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theFiguresAreThoseOfTheProgramAndInTheOrderThatIsKnown() throws Exception {
        try (Started check =
                Started.command(ROOT, Map.of(), List.of("python3", "bench/simulate", "--check"))) {
            assertThat(check.awaitExit()).as(String.join("\n", check.lines())).isZero();
        }
    }
}

package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cheaper=2 | --cheaper is 2 and --processes is 1; --cheaper is the smaller number",
                "cheaper=4 processes=4 | --cheaper is 4 and --processes is 4; --cheaper is the"
                        + " smaller number",
                "cheaper=2 processes=4 cheaper-initial=1 | --cheaper-initial is 1; it must be 2"
                        + " (--cheaper) to 4 (--processes)",
                "cheaper=2 processes=4 cheaper-initial=5 | --cheaper-initial is 5; it must be 2"
                        + " (--cheaper) to 4 (--processes)",
                "processes=4 cheaper-step=2 | --cheaper-step is for a number of workers that"
                        + " follows the load; add --cheaper 1",
                "cheaper=1 processes=2 cheaper-busyness-min=60 | --cheaper-busyness-min is 60 and"
                        + " --cheaper-busyness-max is 50; the first is the smaller number",
                "die-on-idle=true | --die-on-idle needs to know after what time; add --idle 10m",
            })
    void whatCannotBeIsRefusedWithTheReason(String options, String why) {
        assertThatThrownBy(() -> scaling(options))
                .isInstanceOf(OptionException.class)
                .hasMessage("serval: " + why);
    }

    @Test
    void aServerBeginsWithTheFewest() {
        Scaling scaling = scaling("cheaper=2 processes=8");

        assertThat(scaling.initial()).isEqualTo(2);
        assertThat(scaling.most()).isEqualTo(8);
        assertThat(scaling.least()).isEqualTo(2);
    }

    @Test
    void aReloadKeepsTheNumberThatTheLoadHasMade() {
        Scaling scaling = scaling("cheaper=2 processes=8");

        assertThat(scaling.after(5)).isEqualTo(5);
        assertThat(scaling.after(12)).isEqualTo(8);
        assertThat(scaling.after(1)).isEqualTo(2);
        assertThat(scaling("processes=3").after(5)).isEqualTo(3);
    }

    @Test
    void aReloadWakesNobody() {
        assertThat(scaling("processes=3 idle=60").after(0)).isZero();
    }

    private static Scaling scaling(String options) {
        List<OptionSources.Argument> arguments = new ArrayList<>();
        for (String option : options.trim().split(" ", -1)) {
            String[] pair = option.split("=", -1);
            arguments.add(new OptionSources.Argument(pair[0], pair[1]));
        }
        return Scaling.of(new OptionSources(Path.of("target"), Map.of()).read(arguments), true);
    }
}

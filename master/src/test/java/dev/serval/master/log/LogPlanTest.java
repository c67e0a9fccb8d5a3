package dev.serval.master.log;

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
import org.junit.jupiter.params.provider.ValueSource;

class LogPlanTest {

    @Test
    void theLogOfAServerInTheBackgroundIsTheOneItIsStartedWith() {
        assertThat(plan("daemonize=a.log").file()).isEqualTo("a.log");
        assertThat(plan("daemonize=a.log", "logto=a.log").file()).isEqualTo("a.log");
        assertThat(plan("logto2=b.log").file()).isEqualTo("b.log");
        assertThat(plan().file()).isEmpty();
    }

    @Test
    void twoLogsAreOneTooMany() {
        assertThatThrownBy(() -> plan("daemonize=a.log", "logto=b.log"))
                .isInstanceOf(OptionException.class)
                .hasMessage(
                        "serval: --daemonize names the log file, a.log, and --logto another one,"
                                + " b.log; leave one out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log-reopen=true",
                "log-maxsize=1m",
                "log-backupname=old",
                "touch-logreopen=file",
                "touch-logrotate=file"
            })
    void whatIsDoneToALogNeedsOne(String option) {
        assertThatThrownBy(() -> plan(option))
                .isInstanceOf(OptionException.class)
                .hasMessageEndingWith("need a log file; add one: --logto FILE");
        assertThat(plan(option, "logto=a.log").file()).isEqualTo("a.log");
    }

    private static LogPlan plan(String... options) {
        List<OptionSources.Argument> arguments = new ArrayList<>();
        for (String option : options) {
            String[] pair = option.split("=", 2);
            arguments.add(new OptionSources.Argument(pair[0], pair[1]));
        }
        return LogPlan.of(new OptionSources(Path.of("/nowhere"), Map.of()).read(arguments));
    }
}

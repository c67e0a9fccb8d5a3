package dev.serval.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.source.OptionSources.Argument;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class OptionSpecsTest {

    @Test
    void anOptionThatRepeatsIsTakenAsOftenAsItWasWritten() {
        CommandSpec command = CommandSpec.create();
        OptionSpecs.addTo(command);

        var parsed =
                new CommandLine(command)
                        .parseArgs("--http-to", ":1", "--http-queue", "3", "--http-to=:2");

        assertThat(OptionSpecs.arguments(parsed, _ -> {}))
                .containsExactly(
                        new Argument("http-to", ":1"),
                        new Argument("http-to", ":2"),
                        new Argument("http-queue", "3"));
    }
}

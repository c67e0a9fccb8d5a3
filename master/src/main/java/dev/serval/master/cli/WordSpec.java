package dev.serval.master.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What picocli is to make of a command whose words the action reads itself. */
final class WordSpec {

    private WordSpec() {}

    /**
     * Adds any number of words, {@code --help} and switches.
     *
     * @param flags the switches, without dashes
     */
    static void addTo(CommandSpec spec, List<String> flags) {
        for (String flag : flags) {
            spec.addOption(OptionSpec.builder("--" + flag).type(boolean.class).build());
        }
        spec.addOption(OptionSpec.builder("--help", "-h").usageHelp(true).build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel("WORD")
                        .build());
    }
}

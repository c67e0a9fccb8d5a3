package dev.serval.master.cli;

import dev.serval.control.option.Option;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.control.table.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The option table as picocli wants it, and what picocli found as our arguments. */
final class OptionSpecs {

    private OptionSpecs() {}

    static void addTo(CommandSpec command) {
        Options.all().forEach(option -> command.addOption(spec(option)));
    }

    private static OptionSpec spec(Option<?> option) {
        List<String> names = new ArrayList<>();
        option.words().forEach(word -> names.add("--" + word));
        if (option.letter() != 0) {
            names.add("-" + option.letter());
        }
        OptionSpec.Builder spec =
                OptionSpec.builder(names.toArray(String[]::new)).description(option.help());
        if (option.type().isFlag()) {
            return spec.type(boolean.class).arity("0..1").fallbackValue("true").build();
        }
        String bare = option.type().bare();
        return spec.type(List.class)
                .auxiliaryTypes(String.class)
                .arity(bare.isEmpty() ? "1" : "0..1")
                .fallbackValue(bare)
                .paramLabel(option.type().placeholder())
                .build();
    }

    /**
     * What was written, as words of the table; positional words as what they stand for.
     *
     * @param tell is told what they were taken for
     */
    static List<Argument> arguments(ParseResult parsed, Consumer<String> tell) {
        List<Argument> arguments = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            String word = option.longestName().substring(2);
            if (option.getValue() instanceof Boolean flag) {
                arguments.add(new Argument(word, flag.toString()));
                continue;
            }
            option.stringValues().forEach(value -> arguments.add(new Argument(word, value)));
        }
        for (String word : parsed.matchedPositionalValue(0, List.<String>of())) {
            Thing thing = Thing.of(word);
            arguments.add(thing.argument());
            if (!thing.why().isEmpty()) {
                tell.accept(thing.why());
            }
        }
        return arguments;
    }
}

package dev.serval.master.cli;

import dev.serval.control.option.Option;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.control.table.Options;
import dev.serval.master.source.WarMount;
import java.util.ArrayList;
import java.util.List;
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

    private static String word(String file) {
        if (file.endsWith(".java")) {
            return "module";
        }
        if (WarMount.isOne(file)) {
            return "war";
        }
        return file.endsWith(".ini") ? "ini" : "config";
    }

    /** What was written, as words of the table; positional file names as what they stand for. */
    static List<Argument> arguments(ParseResult parsed) {
        List<Argument> arguments = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            String word = option.longestName().substring(2);
            if (option.getValue() instanceof Boolean flag) {
                arguments.add(new Argument(word, flag.toString()));
                continue;
            }
            option.stringValues().forEach(value -> arguments.add(new Argument(word, value)));
        }
        for (String file : parsed.matchedPositionalValue(0, List.<String>of())) {
            arguments.add(new Argument(word(file), file));
        }
        return arguments;
    }
}

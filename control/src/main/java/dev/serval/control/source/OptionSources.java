package dev.serval.control.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import dev.serval.control.source.OptionValues.Source;
import dev.serval.control.table.ConfigOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads every source in the order in which they count: defaults, {@code serval.conf} or {@code
 * --config}, {@code --ini}, the environment, the command line.
 */
public final class OptionSources {

    /** What every variable of ours begins with in the environment. */
    public static final String PREFIX = "SERVAL_";

    private static final String FOUND_FILE = "serval.conf";

    /** Ours, not the operator's: set by the launcher and by the master for its children. */
    private static final Set<String> RESERVED =
            Set.of(
                    "SERVAL_JAVA_HOME",
                    "SERVAL_HOME",
                    "SERVAL_CLASSPATH",
                    "SERVAL_LINK",
                    "SERVAL_SLOT",
                    "SERVAL_TAKEOVER",
                    "SERVAL_TAKEOVER_SOCKETS",
                    "SERVAL_TAKEOVER_CGROUPS",
                    "SERVAL_TAKEOVER_SUBSCRIBED",
                    "SERVAL_SEAT",
                    "SERVAL_DESCRIPTORS",
                    "SERVAL_WORKERS_ADDRESS",
                    "SERVAL_MASTER_HEAP",
                    "SERVAL_VASSAL",
                    "SERVAL_VASSAL_OF");

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param folder where {@code serval.conf} is looked for and relative files are read
     */
    public OptionSources(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * One mention on the command line.
     *
     * @param word the option's word, without dashes
     * @param text its value; {@code true} for a flag
     */
    public record Argument(String word, String text) {}

    /**
     * Reads everything.
     *
     * @throws OptionException for the first mistake found
     */
    public OptionValues read(List<Argument> commandLine) {
        Source arguments = new Source();
        for (Argument argument : commandLine) {
            arguments.say(argument.word(), argument.text(), new Origin.CommandLine());
        }
        Source variables = environment();
        OptionValues values = new OptionValues();
        String config = first(ConfigOptions.CONFIG, arguments, variables);
        if (!config.isEmpty()) {
            values.overlay(new HoconFile(config, lines(config, "config")).read());
        } else if (Files.isRegularFile(folder.resolve(FOUND_FILE))) {
            values.overlay(new HoconFile(FOUND_FILE, lines(FOUND_FILE, "config")).read());
        }
        String ini = first(ConfigOptions.INI, arguments, variables);
        if (!ini.isEmpty()) {
            values.overlay(new IniFile(ini, lines(ini, "ini"), environment).read());
        }
        values.overlay(variables);
        values.overlay(arguments);
        return values;
    }

    private static String first(Option<String> option, Source arguments, Source variables) {
        return arguments.text(option).or(() -> variables.text(option)).orElse("");
    }

    private Source environment() {
        Source source = new Source();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (name.startsWith(PREFIX) && !RESERVED.contains(name)) {
                String word =
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                source.say(word, variable.getValue(), new Origin.Environment(name));
            }
        }
        return source;
    }

    private List<String> lines(String file, String option) {
        try {
            return new ArrayList<>(Files.readAllLines(folder.resolve(file), UTF_8));
        } catch (IOException e) {
            throw OptionException.at(
                    new Origin.CommandLine(),
                    "--%s: %s cannot be read (%s)"
                            .formatted(option, file, e.getClass().getSimpleName()));
        }
    }
}

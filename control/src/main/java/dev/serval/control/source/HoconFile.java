package dev.serval.control.source;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import dev.serval.control.routing.RoutingText;
import dev.serval.control.source.OptionValues.Source;
import dev.serval.control.table.Options;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A HOCON file: all keys under {@code serval}, each the word of an option, a list for one that
 * repeats; and the blocks of pools and routes.
 *
 * <p>The library has line numbers but no columns, and speaks of its own insides: both are mended
 * here.
 */
final class HoconFile {

    private static final String ROOT = "serval";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    /** An address where a value begins; a bracket begins one only if it is closed before a port. */
    private static final Pattern UNQUOTED =
            Pattern.compile("(?:[=:,\\[]|^)\\s*((?:[:*@/]|\\[[^],\\s]*]:)[^\\s\",\\]]*)");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");
    private static final Pattern LINE = Pattern.compile(": (\\d+): (.*)", Pattern.DOTALL);

    private final String name;
    private final List<String> lines;

    HoconFile(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    Source read() {
        Config config;
        try {
            config = ConfigFactory.parseString(String.join("\n", lines)).resolve();
        } catch (ConfigException e) {
            throw syntax(e);
        }
        Source source = new Source();
        for (Map.Entry<String, ConfigValue> top : config.root().entrySet()) {
            if (!top.getKey().equals(ROOT)) {
                throw OptionException.at(
                        at(top.getValue(), top.getKey()),
                        "unknown key `%s`; all keys are under `%s`".formatted(top.getKey(), ROOT));
            }
            block(top.getValue(), source);
        }
        return source;
    }

    private void block(ConfigValue value, Source source) {
        if (!(value instanceof ConfigObject keys)) {
            throw OptionException.at(
                    at(value, ROOT), "`%s` must be a block: serval { ... }".formatted(ROOT));
        }
        keys.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> e.getValue().origin().lineNumber()))
                .forEach(e -> take(e.getKey(), e.getValue(), source));
        RoutingText.read(source.blocks(), this::at);
    }

    private void take(String key, ConfigValue value, Source source) {
        if (key.equals(RoutingText.POOLS) || key.equals(RoutingText.ROUTES)) {
            source.say(key, value);
            return;
        }
        if (value instanceof ConfigList list) {
            if (!Source.known(key, at(value, key)).repeatable()) {
                throw OptionException.at(
                        at(value, key), "`%s` takes one value, not a list".formatted(key));
            }
            list.forEach(each -> source.say(key, text(each, key), at(each, key)));
            return;
        }
        if (value.valueType() == ConfigValueType.OBJECT && Options.find(key).isPresent()) {
            throw OptionException.at(at(value, key), "`%s` is no block".formatted(key));
        }
        source.say(key, text(value, key), at(value, key));
    }

    private String text(ConfigValue value, String key) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> String.valueOf(value.unwrapped());
            case NULL, OBJECT, LIST ->
                    Options.find(key).isEmpty()
                            ? ""
                            : value.valueType().toString().toLowerCase(Locale.ROOT);
        };
    }

    private Origin.FileLine at(ConfigValue value, String key) {
        int line = Math.max(1, value.origin().lineNumber());
        // A block's own line is that of its brace; its key is there or a line above.
        for (int i = line; i >= Math.max(1, line - 1); i--) {
            int column = i <= lines.size() ? column(lines.get(i - 1), key) : 0;
            if (column > 0) {
                return new Origin.FileLine(name, i, column, key.length(), lines);
            }
        }
        return new Origin.FileLine(name, line, 0, 0, lines);
    }

    private static int column(String line, String key) {
        Matcher matcher =
                Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])").matcher(line);
        return matcher.find() ? matcher.start() + 1 : 0;
    }

    private OptionException syntax(ConfigException e) {
        Matcher matcher = LINE.matcher(String.valueOf(e.getMessage()));
        int line = matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
        int shown = Math.min(line, Math.max(1, lines.size()));
        String text = lines.isEmpty() ? "" : lines.get(shown - 1);
        if (e instanceof ConfigException.UnresolvedSubstitution) {
            Matcher reference = REFERENCE.matcher(String.valueOf(e.getMessage()));
            String missing = reference.find() ? reference.group() : "";
            return OptionException.at(
                    new Origin.FileLine(
                            name, shown, text.indexOf(missing) + 1, missing.length(), lines),
                    "nothing is known as " + missing);
        }
        Matcher unquoted = UNQUOTED.matcher(withoutQuoted(text));
        if (unquoted.find()) {
            return OptionException.at(
                    new Origin.FileLine(
                            name, shown, unquoted.start(1) + 1, unquoted.group(1).length(), lines),
                    "this value must be in quotes: \"%s\"".formatted(unquoted.group(1)));
        }
        long open = String.join("", lines).chars().filter(c -> c == '{').count();
        long closed = String.join("", lines).chars().filter(c -> c == '}').count();
        String fault =
                open > closed
                        ? "a closing brace } is missing"
                        : closed > open
                                ? "there is a closing brace } too many"
                                : "this is not HOCON";
        return OptionException.at(new Origin.FileLine(name, shown, 0, 0, lines), fault);
    }

    /** The line with as many other characters in place of what is in quotes. */
    private static String withoutQuoted(String line) {
        return QUOTED.matcher(line).replaceAll(quoted -> "_".repeat(quoted.group().length()));
    }
}

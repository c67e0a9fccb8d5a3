package dev.serval.master.migrate;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import dev.serval.control.option.Section;
import dev.serval.control.table.Options;
import dev.serval.master.migrate.UwsgiFile.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns a file of uWSGI's into a {@code serval.conf}. Nothing is lost: what has no counterpart, or
 * a value that is not taken here, is a comment with its line and the reason. Pure.
 */
public final class Migration {

    private final String file;
    private final Reasons reasons = Reasons.load();
    private final Map<Option<?>, List<String>> taken = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    private Migration(String file) {
        this.file = file;
    }

    /**
     * The text of a {@code serval.conf}.
     *
     * @param file what the ini file is called
     */
    public static String of(String file, List<String> lines) {
        Migration migration = new Migration(file);
        UwsgiFile.entries(lines).forEach(migration::take);
        return migration.text();
    }

    private void take(Entry entry) {
        Optional<Option<?>> found = Options.find(entry.key()).or(() -> letter(entry.key()));
        if (entry.value().matches("(?s).*(%[a-zA-Z(]|\\$\\(|@\\().*")) {
            leave(entry, "it has a placeholder: write its value, or ${NAME} for the environment");
        } else if (found.isEmpty() || isPython(entry) || isAnotherFile(found.get())) {
            leave(entry, reasons.of(entry.key()).orElse("no word of uWSGI's that is known here"));
        } else {
            take(found.get(), entry);
        }
    }

    private static Optional<Option<?>> letter(String key) {
        return Options.all().stream()
                .filter(option -> key.length() == 1 && option.letter() == key.charAt(0))
                .findFirst();
    }

    /** {@code module = shop.wsgi:application}: a word of both, and of two languages. */
    private static boolean isPython(Entry entry) {
        return entry.key().equals("module")
                && (entry.value().matches("[^:]*:[^:].*") || entry.value().endsWith("wsgi"));
    }

    private static boolean isAnotherFile(Option<?> option) {
        return option.section() == Section.CONFIGURATION;
    }

    private void take(Option<?> option, Entry entry) {
        String value = Units.here(entry.key(), entry.value());
        try {
            option.parse(value, new Origin.CommandLine());
        } catch (OptionException e) {
            leave(entry, "the value is not taken here: it must be " + option.type().wanted());
            return;
        }
        List<String> values = taken.computeIfAbsent(option, _ -> new ArrayList<>());
        if (!option.repeatable()) {
            values.clear();
        }
        values.add(value);
    }

    private void leave(Entry entry, String why) {
        left.add(
                "# %s:%d: %s = %s: %s"
                        .formatted(file, entry.line(), entry.key(), entry.value(), why));
    }

    private String text() {
        StringBuilder text = new StringBuilder("serval {\n");
        taken.forEach((option, values) ->
                text.append("  ")
                        .append(option.name())
                        .append(" = ")
                        .append(hocon(values))
                        .append('\n'));
        text.append("}\n");
        if (!left.isEmpty()) {
            text.append("\n# Not taken over:\n");
            left.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static String hocon(List<String> values) {
        return values.size() == 1
                ? quoted(values.getFirst())
                : values.stream()
                        .map(Migration::quoted)
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9.]+")
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

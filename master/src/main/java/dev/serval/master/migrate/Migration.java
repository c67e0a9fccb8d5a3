package dev.serval.master.migrate;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import dev.serval.control.option.Section;
import dev.serval.control.table.AccessOptions;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.EmperorOptions;
import dev.serval.control.table.Options;
import dev.serval.control.table.ProgramOptions;
import dev.serval.master.migrate.UwsgiFile.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a file of uWSGI's into a {@code serval.conf}. Nothing is lost: what has no counterpart, or
 * a value that is not taken here, is a comment with its line and the reason. Pure.
 */
public final class Migration {

    private static final String APPLICATION =
            """
            # It names no application yet. One of: module = pkg.Class, jwsgi = "pkg.Class:method", war = shop.war, boot = shop.jar,
            # program = "COMMAND"

            """;

    private static final List<Option<?>> APPLICATIONS =
            List.of(
                    AppOptions.MODULE,
                    AppOptions.JWSGI,
                    AppOptions.JDK_HTTP,
                    AppOptions.WAR,
                    AppOptions.BOOT,
                    ProgramOptions.PROGRAM,
                    EmperorOptions.EMPEROR);

    private final String file;
    private final Placeholders placeholders;
    private final Reasons reasons = Reasons.load();
    private final Map<Option<?>, List<Entry>> taken = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    private Migration(Path file) {
        this.file = String.valueOf(file.getFileName());
        this.placeholders = new Placeholders(file.toAbsolutePath());
    }

    /**
     * The text of a {@code serval.conf}.
     *
     * @param file where the ini file is
     */
    public static String of(Path file, List<String> lines) {
        Migration migration = new Migration(file);
        UwsgiFile.entries(lines).forEach(migration::take);
        migration.leaveLonely();
        return migration.text();
    }

    private void take(Entry entry) {
        Entry ours = Units.here(entry);
        Optional<Option<?>> found = Options.find(ours.key()).or(() -> letter(ours.key()));
        String value = placeholders.filled(ours.value());
        placeholders.say(entry.key(), value);
        if (!entry.condition().isEmpty()) {
            leave(entry, "only below " + entry.condition() + ": a file for each case");
        } else if (found.isEmpty() || isOther(found.get(), ours.key(), value)) {
            leave(entry, reasons.of(entry.key()).orElseGet(() -> unknown(entry.key())));
        } else if (Placeholders.isIn(value) && !found.get().equals(AccessOptions.ACCESS_LOG)) {
            leave(entry, "it has a placeholder that is not known here: write its value");
        } else {
            take(found.get(), entry, Placeholders.plain(value));
        }
    }

    private static Optional<Option<?>> letter(String key) {
        return Options.all().stream()
                .filter(option -> key.length() == 1 && option.letter() == key.charAt(0))
                .findFirst();
    }

    /** A word of both that means something else, or a module of another language. */
    private static boolean isOther(Option<?> option, String key, String value) {
        return switch (key) {
            case "module", "w" -> !value.matches("(\\w+\\.)*[A-Z][\\w$]*(::\\w+)?|.*\\.java");
            case "http-keepalive" -> value.matches("1|true");
            case "mule", "http-enable-proxy-protocol" -> true;
            default -> option.section() == Section.CONFIGURATION;
        };
    }

    /** A key of nobody's is a placeholder there, unless it is a slip. */
    private static String unknown(String key) {
        return "no word of uWSGI's that is known here; where %%(%s) was, its value is"
                .formatted(key);
    }

    private void take(Option<?> option, Entry entry, String value) {
        try {
            if (!Hocon.isFromOutside(value)) {
                option.parse(value, new Origin.CommandLine());
            }
        } catch (OptionException e) {
            leave(entry, "the value is not taken here: it must be " + option.type().wanted());
            return;
        }
        List<Entry> entries = taken.computeIfAbsent(option, _ -> new ArrayList<>());
        if (!option.repeatable()) {
            entries.clear();
        }
        entries.add(new Entry(entry.line(), entry.key(), value, ""));
    }

    private void leave(Entry entry, String why) {
        left.add(
                "# %s:%d: %s = %s: %s"
                        .formatted(file, entry.line(), entry.key(), entry.value(), why));
    }

    /** Takes out what would end a start, because another option is not there. */
    private void leaveLonely() {
        List<Option<?>> lonely =
                taken.keySet().stream()
                        .filter(option -> Needs.of(option).filter(n -> !n.isMet(taken)).isPresent())
                        .toList();
        for (Option<?> option : lonely) {
            String needed = Needs.of(option).orElseThrow().text();
            taken.getOrDefault(option, List.of())
                    .forEach(entry -> leave(entry, "it needs " + needed));
            taken.keySet().remove(option);
        }
    }

    private String text() {
        boolean named = APPLICATIONS.stream().anyMatch(taken::containsKey);
        StringBuilder text = new StringBuilder(named ? "" : APPLICATION).append("serval {\n");
        taken.forEach((option, entries) ->
                text.append("  ")
                        .append(option.name())
                        .append(" = ")
                        .append(Hocon.of(entries.stream().map(Entry::value).toList()))
                        .append('\n'));
        text.append("}\n");
        if (!left.isEmpty()) {
            text.append("\n# Not taken over:\n");
            left.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }
}

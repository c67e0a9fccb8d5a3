package dev.serval.master.migrate;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as HOCON has them; {@code $(NAME)}, the environment, becomes its substitution. Pure. */
final class Hocon {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_]*)\\)");

    private Hocon() {}

    /** Whether the environment has a part of it. */
    static boolean isFromOutside(String value) {
        return VARIABLE.matcher(value).find();
    }

    /** One value, or a list. */
    static String of(List<String> values) {
        return values.size() == 1
                ? of(values.getFirst())
                : values.stream().map(Hocon::of).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String of(String value) {
        Matcher whole = VARIABLE.matcher(value);
        if (whole.matches()) {
            return "${?%s}".formatted(whole.group(1));
        }
        return isFromOutside(value) ? joined(value) : quoted(value);
    }

    private static String joined(String value) {
        Matcher matcher = VARIABLE.matcher(value);
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            text.append(inQuotes(value.substring(at, matcher.start())))
                    .append("${%s}".formatted(matcher.group(1)));
            at = matcher.end();
        }
        return text.append(inQuotes(value.substring(at))).toString();
    }

    private static String quoted(String value) {
        // A number with a zero before it would lose it.
        return value.matches("[A-Za-z][A-Za-z0-9.]*|0|[1-9][0-9]*[a-z]*") ? value : inQuotes(value);
    }

    private static String inQuotes(String text) {
        return text.isEmpty() ? "" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

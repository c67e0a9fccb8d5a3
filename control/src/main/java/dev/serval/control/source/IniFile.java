package dev.serval.control.source;

import dev.serval.control.option.OptionException;
import dev.serval.control.option.Origin;
import dev.serval.control.source.OptionValues.Source;
import dev.serval.control.table.AccessOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * uWSGI's ini files: the sections {@code [uwsgi]} and {@code [serval]}, {@code key = value}, a bare
 * key for a flag, {@code ;} and {@code #} comments, {@code %(key)} for a value written before,
 * {@code $(NAME)} for the environment. Unlike there, an unknown key is an error: use {@code
 * set-placeholder} for names of your own.
 */
final class IniFile {

    private static final Pattern REFERENCE = Pattern.compile("%\\(([^)]*)\\)|\\$\\(([^)]*)\\)");
    private static final String PLACEHOLDER = "set-placeholder";

    private final String name;
    private final List<String> lines;
    private final Map<String, String> environment;
    private final Map<String, String> known = new HashMap<>();

    IniFile(String name, List<String> lines, Map<String, String> environment) {
        this.name = name;
        this.lines = lines;
        this.environment = environment;
    }

    Source read() {
        Source source = new Source();
        boolean ours = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                ours = line.equals("[uwsgi]") || line.equals("[serval]");
                continue;
            }
            if (ours) {
                take(line, i, source);
            }
        }
        return source;
    }

    private void take(String line, int index, Source source) {
        int equals = line.indexOf('=');
        String key = (equals < 0 ? line : line.substring(0, equals)).strip();
        Origin.FileLine origin = at(index, key);
        String value =
                equals < 0 ? "true" : resolve(key, line.substring(equals + 1).strip(), origin);
        if (key.equals(PLACEHOLDER) || key.equals("set-ph")) {
            int second = value.indexOf('=');
            known.put(
                    second < 0 ? value : value.substring(0, second).strip(),
                    second < 0 ? "" : value.substring(second + 1).strip());
            return;
        }
        known.put(key, value);
        source.say(key, value, origin);
    }

    /** In the access log's format, what is not known here is a variable of its own. */
    private String resolve(String key, String value, Origin.FileLine origin) {
        boolean format = AccessOptions.ACCESS_LOG.words().contains(key);
        Matcher matcher = REFERENCE.matcher(value);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String own = matcher.group(1);
            String found = own != null ? known.get(own) : environment.get(matcher.group(2));
            if (found == null && (own == null || !format)) {
                throw OptionException.at(
                        origin, "nothing is known as %s".formatted(matcher.group()));
            }
            matcher.appendReplacement(
                    out, Matcher.quoteReplacement(found == null ? matcher.group() : found));
        }
        return matcher.appendTail(out).toString();
    }

    private Origin.FileLine at(int index, String key) {
        int column = lines.get(index).indexOf(key) + 1;
        return new Origin.FileLine(name, index + 1, column, key.length(), lines);
    }
}

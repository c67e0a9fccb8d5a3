package dev.serval.worker.dev;

import dev.serval.uwsgi.Vars;
import java.util.Locale;
import java.util.regex.Pattern;

/** A request as text, without what must not be seen over a developer's shoulder. Pure. */
final class ShownRequest {

    private static final String HIDDEN = "(hidden)";
    private static final String FIELD = "HTTP_";
    private static final String SECRETS =
            "auth|cookie|token|secret|passw|passphrase|credential|session|signature|key";
    private static final Pattern SECRET = Pattern.compile(SECRETS, Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile("([?&])([^=&]*)=([^&]*)");

    private ShownRequest() {}

    static String of(Vars vars) {
        StringBuilder text = new StringBuilder();
        text.append(value(vars, "REQUEST_METHOD"))
                .append(' ')
                .append(target(value(vars, "REQUEST_URI")))
                .append('\n');
        vars.forEach((key, value) -> {
            if (key.startsWith(FIELD) || key.startsWith("CONTENT_")) {
                String name = name(key.startsWith(FIELD) ? key.substring(FIELD.length()) : key);
                text.append(name).append(": ").append(shown(name, value)).append('\n');
            }
        });
        return text.toString();
    }

    /** Values of parameters that sound like secrets are hidden. */
    static String target(String uri) {
        return PARAMETER
                .matcher(uri)
                .replaceAll(found ->
                        found.group(1)
                                + java.util.regex.Matcher.quoteReplacement(
                                        found.group(2)
                                                + "="
                                                + shown(found.group(2), found.group(3))));
    }

    /** The value, unless the name sounds like that of a secret. */
    static String shown(String name, String value) {
        return SECRET.matcher(name).find() ? HIDDEN : value;
    }

    private static String value(Vars vars, String key) {
        String value = vars.get(key);
        return value == null ? "" : value;
    }

    private static String name(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : key.toLowerCase(Locale.ROOT).split("_", -1)) {
            String first = word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT);
            name.append(name.isEmpty() ? "" : "-")
                    .append(first)
                    .append(word.isEmpty() ? "" : word.substring(1));
        }
        return name.toString();
    }
}

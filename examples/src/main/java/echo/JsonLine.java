package echo;

import dev.serval.app.Headers;
import java.util.Base64;
import java.util.Locale;

/** One JSON object on one line, ASCII only: other characters as {@code \\u00ff}. */
final class JsonLine {

    private final StringBuilder text = new StringBuilder("{");

    JsonLine put(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonLine put(String name, String value) {
        name(name);
        string(value);
        return this;
    }

    JsonLine putBase64(String name, byte[] value) {
        return put(name, Base64.getEncoder().encodeToString(value));
    }

    /** A list of pairs, names in lower case. */
    JsonLine put(String name, Headers headers) {
        name(name);
        text.append('[');
        headers.forEach((field, value) -> {
            text.append(text.charAt(text.length() - 1) == '[' ? "[" : ", [");
            string(field.toLowerCase(Locale.ROOT));
            text.append(", ");
            string(value);
            text.append(']');
        });
        text.append(']');
        return this;
    }

    String end() {
        return text.append("}\n").toString();
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(", ");
        }
        string(name);
        text.append(": ");
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}

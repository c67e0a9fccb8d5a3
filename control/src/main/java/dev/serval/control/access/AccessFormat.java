package dev.serval.control.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.FaultyPart;
import dev.serval.control.option.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of the log is made of: text, and {@code %(variables)}. Immutable. */
public final class AccessFormat {

    /** The names of formats that need not be written out. */
    public static final List<String> NAMES = List.of("uwsgi", "common", "combined", "json");

    private static final String UWSGI =
            "[pid: %(pid)|app: 0|req: %(req)] %(addr) (%(user)) {%(vars) vars in %(pktsize) bytes}"
                    + " [%(ctime)] %(method) %(uri) => generated %(rsize) bytes in %(msecs) msecs"
                    + " (%(proto) %(status)) %(headers) headers in %(hsize) bytes"
                    + " (%(switches) switches on core %(core))";
    private static final String MEMORY =
            "{address space usage: %(vsz) bytes/%(vszM)MB} {rss usage: %(rss) bytes/%(rssM)MB} ";
    private static final String REQUEST_ID = " \"%(id)\"";
    private static final String COMMON =
            "%(addr) - %(user) [%(ltime)] \"%(method) %(uri) %(proto)\" %(status) %(rsize)";
    private static final String COMBINED = COMMON + " \"%(referer)\" \"%(uagent)\"";

    /** Numbers are numbers, all else is text; the names are those of the variables. */
    private static final List<AccessField> JSON =
            List.of(
                    AccessField.FTIME,
                    AccessField.ID,
                    AccessField.ADDR,
                    AccessField.METHOD,
                    AccessField.SCHEME,
                    AccessField.HOST,
                    AccessField.URI,
                    AccessField.PROTO,
                    AccessField.STATUS,
                    AccessField.CL,
                    AccessField.RSIZE,
                    AccessField.MICROS,
                    AccessField.WAITED,
                    AccessField.PID,
                    AccessField.CORE,
                    AccessField.USER,
                    AccessField.REFERER,
                    AccessField.UAGENT,
                    AccessField.WHOLE);

    private static final String JSON_AND = "json:";
    private static final Pattern VARIABLE = Pattern.compile("%\\(([^)]*)\\)");
    private static final Pattern HEADER = Pattern.compile("var\\.HTTP_([A-Z0-9_]+)");

    private sealed interface Part {
        @SuppressWarnings("ArrayRecordComponent")
        record Text(byte[] text) implements Part {
            static Text of(String text) {
                return new Text(text.getBytes(UTF_8));
            }
        }

        record Field(AccessField field) implements Part {}

        record Header(String name) implements Part {}

        /**
         * @param key the member's name, in quotes and with its colon
         */
        @SuppressWarnings("ArrayRecordComponent")
        record Json(AccessField field, byte[] key, boolean number) implements Part {
            static Json of(AccessField field) {
                String key = "\"" + field.word() + "\":";
                return new Json(field, key.getBytes(UTF_8), AccessFormat.number(field));
            }
        }
    }

    private final List<Part> parts;

    private AccessFormat(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * @param text a name of {@link #NAMES}, or a format written out
     * @throws FaultyPart naming what is wrong in it
     */
    public static AccessFormat parse(String text) {
        return switch (text) {
            case "uwsgi" -> written(UWSGI);
            case "common" -> written(COMMON);
            case "combined" -> written(COMBINED);
            case "json" -> json();
            default ->
                    text.startsWith(JSON_AND)
                            ? json(text.substring(JSON_AND.length()).split(",", -1))
                            : written(text);
        };
    }

    /**
     * A named format with more in it; one that is written out has all it wants.
     *
     * @param memory whether the worker's memory is told: uWSGI's format, and JSON
     * @param id whether the request's id is told: uWSGI's format and Apache's; JSON always has it
     */
    public static String with(String text, boolean memory, boolean id) {
        return switch (text) {
            case "uwsgi" -> (memory ? MEMORY : "") + UWSGI + (id ? REQUEST_ID : "");
            case "common" -> COMMON + (id ? REQUEST_ID : "");
            case "combined" -> COMBINED + (id ? REQUEST_ID : "");
            case "json" -> memory ? JSON_AND + "rss,vsz" : text;
            default -> text;
        };
    }

    private static AccessFormat json(String... more) {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.Text.of("{"));
        for (AccessField field : JSON) {
            parts.add(Part.Json.of(field));
        }
        for (String word : more) {
            AccessField.named(word)
                    .filter(field -> !JSON.contains(field))
                    .map(Part.Json::of)
                    .ifPresentOrElse(
                            parts::add,
                            () -> {
                                throw new FaultyPart(
                                        word,
                                        "JSON has no more variable %s%s"
                                                .formatted(
                                                        word,
                                                        meant(word, AccessField.words(), "%s")));
                            });
        }
        parts.add(Part.Text.of("}"));
        return new AccessFormat(parts);
    }

    private static AccessFormat written(String text) {
        if (text.indexOf('\n') >= 0) {
            throw new FaultyPart("\\n", "a line break in a format would make two lines of each");
        }
        List<Part> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (variable.find()) {
            parts.add(Part.Text.of(text.substring(end, variable.start())));
            parts.add(part(variable.group(1)));
            end = variable.end();
        }
        String rest = text.substring(end);
        if (rest.contains("%(")) {
            throw new FaultyPart(
                    rest.substring(rest.indexOf("%(")), "a closing parenthesis is missing");
        }
        if (end == 0) {
            throw new FaultyPart(text, "there is no format " + text + meant(text, NAMES, "%s"));
        }
        parts.add(Part.Text.of(rest));
        return new AccessFormat(parts);
    }

    private static Part part(String word) {
        Matcher header = HEADER.matcher(word);
        if (header.matches()) {
            return new Part.Header(header.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        Optional<AccessField> field = AccessField.named(word);
        if (field.isPresent()) {
            return new Part.Field(field.get());
        }
        String written = "%(" + word + ")";
        throw new FaultyPart(written, "there is no variable " + written + meant(word));
    }

    private static String meant(String word) {
        if (word.startsWith("var.")) {
            return "; of the variables of a request, fields of its head can be written: %(var.HTTP_NAME)";
        }
        return meant(word, AccessField.words(), "%%(%s)");
    }

    private static String meant(String word, List<String> known, String form) {
        return Nearest.to(word, known)
                .map(near -> "; did you mean " + form.formatted(near) + "?")
                .orElse("; there are " + String.join(", ", known));
    }

    void write(AccessEntry entry, AccessLine out) {
        for (Part part : parts) {
            int before = out.length();
            switch (part) {
                case Part.Text(byte[] text) -> out.raw(text);
                case Part.Field(AccessField field) -> entry.write(field, out);
                case Part.Header(String name) -> entry.writeHeader(name, out);
                case Part.Json json -> member(json, entry, out);
            }
            // As uWSGI and Apache write what is not there; in JSON it is left out.
            boolean value = part instanceof Part.Field || part instanceof Part.Header;
            if (value && out.length() == before) {
                out.raw("-");
            }
        }
        out.raw('\n');
    }

    private static void member(Part.Json json, AccessEntry entry, AccessLine out) {
        int start = out.length();
        if (!out.isAt('{')) {
            out.raw(',');
        }
        out.raw(json.key);
        if (!json.number) {
            out.raw('"');
        }
        int value = out.length();
        entry.write(json.field, out);
        if (out.length() == value) {
            out.back(start);
        } else if (!json.number) {
            out.escapeFrom(value);
            out.raw('"');
        }
    }

    private static boolean number(AccessField field) {
        return switch (field) {
            case STATUS, CL, HSIZE, RSIZE, SIZE, MICROS, MSECS, WAITED -> true;
            case TIME, EPOCH, TMSECS, TMICROS, VARS, PKTSIZE, HEADERS -> true;
            case PID, CORE, RSS, RSSM, VSZ, VSZM -> true;
            default -> false;
        };
    }
}

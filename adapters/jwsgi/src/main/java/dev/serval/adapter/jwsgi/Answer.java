package dev.serval.adapter.jwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Headers;
import dev.serval.app.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an application returned, as an answer. Pure. */
final class Answer {

    private static final int PARTS = 3;
    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 599;

    private Answer() {}

    /**
     * @throws IllegalArgumentException if it is not what JWSGI takes; says what would be
     */
    static Response of(@Nullable Object @Nullable [] returned) {
        if (returned == null || returned.length != PARTS) {
            throw new IllegalArgumentException(
                    "invalid JWSGI response object: it must be an Object[3], status, headers and body, and is "
                            + (returned == null ? "null" : "of length " + returned.length));
        }
        return new Response(status(returned[0]), headers(returned[1]), AnswerBody.of(returned[2]));
    }

    private static int status(@Nullable Object status) {
        long number =
                switch (status) {
                    case Integer i -> i;
                    case Long l -> l;
                    case null, default -> -1;
                };
        if (number < MIN_STATUS || number > MAX_STATUS) {
            throw new IllegalArgumentException(
                    "the JWSGI status must be an Integer or a Long, 200 to 599, and is "
                            + described(status));
        }
        return (int) number;
    }

    private static Headers headers(@Nullable Object given) {
        Iterator<?> entries =
                given instanceof Map<?, ?> map
                        ? map.entrySet().iterator()
                        : Sequence.of(Sequence.call(given, "entrySet"));
        if (entries == null) {
            throw new IllegalArgumentException(
                    "the JWSGI headers must be a java.util.HashMap, and are " + described(given));
        }
        List<String> fields = new ArrayList<>();
        while (entries.hasNext()) {
            if (!(entries.next() instanceof Map.Entry<?, ?> entry)
                    || !(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("a JWSGI header's name must be a String");
            }
            add(name, entry.getValue(), fields);
        }
        return Headers.of(fields.toArray(String[]::new));
    }

    private static void add(String name, @Nullable Object value, List<String> fields) {
        if (value instanceof String text) {
            fields.add(name);
            fields.add(bytes(text));
            return;
        }
        Iterator<?> values =
                value instanceof String[] many ? List.of(many).iterator() : Sequence.of(value);
        if (values == null) {
            throw unfit(name, value);
        }
        while (values.hasNext()) {
            Object each = values.next();
            if (!(each instanceof String text)) {
                throw unfit(name, each);
            }
            fields.add(name);
            fields.add(bytes(text));
        }
    }

    private static IllegalArgumentException unfit(String name, @Nullable Object value) {
        return new IllegalArgumentException(
                "the value of the JWSGI header %s must be a String or several, and is %s"
                        .formatted(name, described(value)));
    }

    /** UTF-8, a character for each byte: what a field's value is made of. */
    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** Without what a client or a user may have put there. */
    static String described(@Nullable Object object) {
        return switch (object) {
            case null -> "null";
            case Number number -> "%s %s".formatted(number.getClass().getName(), number);
            default -> object.getClass().getName();
        };
    }
}

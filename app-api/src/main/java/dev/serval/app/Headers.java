package dev.serval.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header fields in order, names compared without case, never changed after they are made.
 *
 * <p>Names are tokens and values have no line breaks or NUL (RFC 9110 section 5.5): anything else
 * is refused when it is added, so that no header can be injected.
 */
public final class Headers {

    private static final Headers NONE = new Headers(List.of());
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private record Field(String name, String value) {}

    private final List<Field> fields;

    private Headers(List<Field> fields) {
        this.fields = fields;
    }

    /** No fields. */
    public static Headers none() {
        return NONE;
    }

    /**
     * Fields in the order given, name before value.
     *
     * @throws IllegalArgumentException for a malformed name or value
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("the last name has no value");
        }
        List<Field> all = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            checkName(namesAndValues[i]);
            checkValue(namesAndValues[i], namesAndValues[i + 1]);
            all.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(List.copyOf(all));
    }

    /**
     * These fields and one more at the end.
     *
     * @throws IllegalArgumentException for a malformed name or value
     */
    public Headers with(String name, String value) {
        checkName(name);
        checkValue(name, value);
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(List.copyOf(more));
    }

    /** These fields without those of this name. */
    public Headers without(String name) {
        return new Headers(fields.stream().filter(f -> !f.name.equalsIgnoreCase(name)).toList());
    }

    /** The first value of this name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }

    /** All values of this name, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(f -> f.name.equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** Whether there is a field of this name. */
    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** Every field, in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (Field field : fields) {
            action.accept(field.name, field.value);
        }
    }

    /** How many fields there are. */
    public int size() {
        return fields.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** The names only: a value may be a secret. */
    @Override
    public String toString() {
        return fields.stream().map(f -> f.name.toLowerCase(Locale.ROOT)).toList().toString();
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!plain && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static void checkName(String name) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("a header's name is not a token");
        }
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0 || c > 0xff) {
                throw new IllegalArgumentException(
                        "the value of header %s has a line break, a NUL or a character above 255"
                                .formatted(name));
            }
        }
    }
}

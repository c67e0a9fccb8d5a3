package dev.serval.control.routing;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.serval.control.option.Nearest;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One block of the file, its keys read by type; each mistake is told with its place. */
final class Block {

    /** Where a key stands. */
    interface Places extends BiFunction<ConfigValue, String, Origin> {}

    private final ConfigObject keys;
    private final String name;
    private final Places places;

    private Block(ConfigObject keys, String name, Places places) {
        this.keys = keys;
        this.name = name;
        this.places = places;
    }

    /**
     * @param name for errors, and the key it stands under
     * @param known the keys it may have; none for any
     * @throws OptionException if it is no block, or has another key
     */
    static Block of(ConfigValue value, String name, Places places, String... known) {
        if (!(value instanceof ConfigObject keys)) {
            throw OptionException.at(
                    places.apply(value, name),
                    "`%s` must be a block: %s { ... }".formatted(name, name));
        }
        List<String> all = List.of(known);
        for (String key : keys.keySet().stream().sorted().toList()) {
            if (!all.isEmpty() && !all.contains(key)) {
                String hint =
                        Nearest.to(key, all)
                                .map(near -> ", did you mean `" + near + "`?")
                                .orElse("; it has " + String.join(", ", all));
                throw OptionException.at(
                        places.apply(keys.get(key), key),
                        "unknown key `%s` in `%s`%s".formatted(key, name, hint));
            }
        }
        return new Block(keys, name, places);
    }

    boolean has(String key) {
        return keys.containsKey(key);
    }

    List<String> names() {
        return keys.keySet().stream().sorted().toList();
    }

    /** The first of its keys; its own name if it has none. */
    String firstName() {
        return names().isEmpty() ? name : names().getFirst();
    }

    /** The block under this key. */
    Block block(String key, String... known) {
        return of(value(key), key, places, known);
    }

    ConfigValue value(String key) {
        ConfigValue value = keys.get(key);
        if (value == null) {
            throw OptionException.at(
                    places.apply(keys, name), "`%s` needs `%s`".formatted(name, key));
        }
        return value;
    }

    /** A list's values; one value for itself. */
    List<ConfigValue> values(String key) {
        ConfigValue value = value(key);
        return value instanceof ConfigList list ? new ArrayList<>(list) : List.of(value);
    }

    List<String> texts(String key) {
        return has(key) ? values(key).stream().map(each -> text(each, key)).toList() : List.of();
    }

    /** Some text; this one if nobody says. */
    String text(String key, String fallback) {
        return has(key) ? text(value(key), key) : fallback;
    }

    String text(String key) {
        return text(value(key), key);
    }

    private String text(ConfigValue value, String key) {
        if (value.valueType() == ConfigValueType.OBJECT
                || value.valueType() == ConfigValueType.LIST
                || value.valueType() == ConfigValueType.NULL) {
            throw wrong(value, key, "a word or a number");
        }
        return String.valueOf(value.unwrapped());
    }

    int number(String key, int fallback, int min, int max) {
        return has(key) ? read(key, OptionType.integer(min, max)) : fallback;
    }

    Duration time(String key, Duration fallback) {
        Duration time = has(key) ? read(key, OptionType.TIME) : fallback;
        if (time.isZero()) {
            throw fault(key, "`%s` must be more than nothing".formatted(key));
        }
        return time;
    }

    /** A time that may be none at all. */
    Duration span(String key, Duration fallback) {
        return has(key) ? read(key, OptionType.TIME) : fallback;
    }

    boolean flag(String key, boolean fallback) {
        return has(key) ? read(key, OptionType.FLAG) : fallback;
    }

    private <T> T read(String key, OptionType<T> type) {
        return read(key, type.wanted(), type.parser());
    }

    <T> T read(String key, String wanted, Function<String, T> parser) {
        return read(value(key), key, wanted, parser);
    }

    /**
     * One value that must be something.
     *
     * @param parser throws IllegalArgumentException for anything else
     */
    <T> T read(ConfigValue value, String key, String wanted, Function<String, T> parser) {
        String text = text(value, key);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(value, key, wanted);
        }
    }

    private OptionException wrong(ConfigValue value, String key, String wanted) {
        boolean plain =
                value.valueType() != ConfigValueType.OBJECT
                        && value.valueType() != ConfigValueType.LIST
                        && value.valueType() != ConfigValueType.NULL;
        String was = plain ? String.valueOf(value.unwrapped()) : "something else";
        return OptionException.at(
                places.apply(value, key),
                "`%s` is %s; it must be %s".formatted(key, was.isBlank() ? "empty" : was, wanted));
    }

    /** A mistake in what stands under this key; in the block itself if there is none. */
    OptionException fault(String key, String fault) {
        @Nullable ConfigValue value = keys.get(key);
        return OptionException.at(
                value == null ? places.apply(keys, name) : places.apply(value, key), fault);
    }

    Places places() {
        return places;
    }
}

package dev.serval.control.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flat keys and values, read and written by type. Durations are whole milliseconds. */
final class Settings {

    private static final String LIST_BREAK = "\n";

    private final Map<String, String> values;

    Settings(Map<String, String> values) {
        this.values = values;
    }

    static Settings empty() {
        return new Settings(new LinkedHashMap<>());
    }

    Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    Settings put(String key, long value) {
        values.put(key, Long.toString(value));
        return this;
    }

    Settings put(String key, String value) {
        values.put(key, value);
        return this;
    }

    Settings put(String key, Duration value) {
        return put(key, value.toMillis());
    }

    Settings put(String key, List<String> value) {
        return put(key, String.join(LIST_BREAK, value));
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the master sent no " + key);
        }
        return value;
    }

    int integer(String key) {
        return Integer.parseInt(text(key));
    }

    long number(String key) {
        return Long.parseLong(text(key));
    }

    Duration duration(String key) {
        return Duration.ofMillis(number(key));
    }

    List<String> list(String key) {
        String value = text(key);
        return value.isEmpty() ? List.of() : List.of(value.split(LIST_BREAK, -1));
    }
}

package dev.serval.otel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Header fields for the collector, as OTEL_EXPORTER_OTLP_HEADERS has them: {@code name=value}, with
 * escapes, parted by commas. What is malformed is left out, as OpenTelemetry's own SDKs do.
 */
final class CollectorFields {

    private CollectorFields() {}

    static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (name.matches("[A-Za-z0-9!#$&'*+.^_`|~-]+")) {
                put(fields, name, pair.substring(equals + 1).strip());
            }
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String escaped) {
        String value;
        try {
            value = URLDecoder.decode(escaped.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return;
        }
        if (value.chars().noneMatch(c -> c < ' ' || c >= 0x7f)) {
            fields.put(name, value);
        }
    }
}

package dev.serval.master.top;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A document as maps, lists, strings and numbers, with what is missing as nothing or zero. */
record JsonTree(Map<String, Object> fields) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @throws tools.jackson.core.JacksonException if it is no JSON
     */
    static JsonTree parse(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return new JsonTree(object(parser));
        }
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> all = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    all.add(value(parser));
                }
                yield all;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            default -> parser.getString();
        };
    }

    long number(String name) {
        return fields.get(name) instanceof Long number ? number : 0;
    }

    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    @SuppressWarnings("unchecked")
    JsonTree object(String name) {
        return new JsonTree(
                fields.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    @SuppressWarnings("unchecked")
    List<JsonTree> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(each -> new JsonTree((Map<String, Object>) each)).toList()
                : List.of();
    }
}

package dev.serval.systemtests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document as maps, lists, numbers and text; {@code true}, {@code false} and {@code null}
 * are text.
 */
final class Json {

    private Json() {}

    /** Reads an object and refuses anything after it. */
    static Map<?, ?> object(String document) {
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), document)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more follows the document: " + document);
            }
            return (Map<?, ?>) value;
        }
    }

    /** The objects in the array of this name. */
    static List<Map<?, ?>> objects(Map<?, ?> object, String name) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (object.get(name) instanceof List<?> list) {
            list.forEach(each -> objects.add((Map<?, ?>) each));
        }
        return objects;
    }

    /** The number of this name. */
    static long number(Map<?, ?> object, String name) {
        return object.get(name) instanceof Number number ? number.longValue() : -1;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.getString();
            case null, default ->
                    throw new IllegalArgumentException("not known here: " + parser.currentToken());
        };
    }
}

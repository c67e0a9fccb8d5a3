package dev.serval.systemtests;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.lang.reflect.InvocationTargetException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Objects for Kubernetes, as YAML. */
final class Manifests {

    /** Reads a time only because objects may have one; none of ours does. */
    private static final Gson GSON =
            new GsonBuilder()
                    .registerTypeAdapter(
                            OffsetDateTime.class,
                            (JsonDeserializer<OffsetDateTime>)
                                    (json, _, _) -> OffsetDateTime.parse(json.getAsString()))
                    .create();

    private Manifests() {}

    static List<JsonObject> all(String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<JsonObject> all = new ArrayList<>();
        for (Object each : new Yaml(new SafeConstructor(strict)).loadAll(yaml)) {
            if (each instanceof Map<?, ?> object) {
                all.add(GSON.toJsonTree(object).getAsJsonObject());
            }
        }
        return all;
    }

    static JsonObject of(String yaml, String kind) {
        return all(yaml).stream().filter(each -> kind(each).equals(kind)).findFirst().orElseThrow();
    }

    static String kind(JsonObject object) {
        return object.get("kind").getAsString();
    }

    /** The value behind these keys and indices. */
    static JsonElement at(JsonElement from, Object... path) {
        JsonElement found = from;
        for (Object step : path) {
            found =
                    step instanceof Integer index
                            ? found.getAsJsonArray().get(index)
                            : found.getAsJsonObject().get(step.toString());
        }
        return found;
    }

    /**
     * What Kubernetes' own description of its objects has against this one: a field it does not
     * know, one that is missing, or another type; empty for nothing.
     */
    static String fault(JsonObject object) throws ReflectiveOperationException {
        String version = object.get("apiVersion").getAsString().replaceFirst(".*/v", "v");
        String name = "V" + version.substring(1) + kind(object);
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + name);
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, object);
            var _ = GSON.fromJson(object, model);
            return "";
        } catch (JsonParseException e) {
            return String.valueOf(e.getMessage());
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        }
    }
}

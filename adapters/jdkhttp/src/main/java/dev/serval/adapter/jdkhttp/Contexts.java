package dev.serval.adapter.jdkhttp;

import com.sun.net.httpserver.HttpContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server's contexts by path. Any thread. */
final class Contexts {

    private final Map<String, ServedContext> byPath = new HashMap<>();

    synchronized ServedContext add(ServedContext context) {
        if (byPath.putIfAbsent(context.getPath(), context) != null) {
            throw new IllegalArgumentException("there is a context " + context.getPath());
        }
        return context;
    }

    synchronized void remove(String path) {
        if (byPath.remove(path) == null) {
            throw new IllegalArgumentException("there is no context " + path);
        }
    }

    synchronized void remove(HttpContext context) {
        if (!byPath.values().remove(context)) {
            throw new IllegalArgumentException("there is no such context");
        }
    }

    /** The one with the longest path that this one begins with, letter for letter; null if none. */
    synchronized @Nullable ServedContext find(String path) {
        ServedContext longest = null;
        for (Map.Entry<String, ServedContext> each : byPath.entrySet()) {
            boolean longer = longest == null || each.getKey().length() > longest.getPath().length();
            if (longer && path.startsWith(each.getKey())) {
                longest = each.getValue();
            }
        }
        return longest;
    }
}

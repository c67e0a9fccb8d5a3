package dev.serval.app;

import java.util.Map;

/**
 * Where the application runs.
 *
 * @param worker the worker's number, 1 and up; the same after a respawn
 * @param cores how many requests this worker runs at once
 * @param settings the environment of the worker, for settings that are not the server's
 */
public record AppContext(int worker, int cores, Map<String, String> settings) {

    public AppContext {
        settings = Map.copyOf(settings);
    }
}

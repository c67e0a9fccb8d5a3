package dev.serval.app;

import java.time.Duration;
import java.util.Map;

/**
 * Where the application runs.
 *
 * @param worker the worker's number, or the spooler's, 1 and up; the same after a respawn
 * @param cores how many requests this worker runs at once
 * @param settings the environment of the worker, for settings that are not the server's; an adapter
 *     finds here what it is to run, under keys that begin with {@code serval.}
 * @param metrics where the application's own numbers go
 * @param spools where its jobs go
 */
public record AppContext(
        int worker, int cores, Map<String, String> settings, Metrics metrics, Spools spools) {

    public AppContext {
        settings = Map.copyOf(settings);
    }

    /** Without metrics, for tests of an application. */
    public AppContext(int worker, int cores, Map<String, String> settings) {
        this(worker, cores, settings, Metrics.NONE, Spools.NONE);
    }

    /** Without spools. */
    public AppContext(int worker, int cores, Map<String, String> settings, Metrics metrics) {
        this(worker, cores, settings, metrics, Spools.NONE);
    }

    /**
     * A queue of jobs for later.
     *
     * @throws IllegalArgumentException if the operator has named none of this name
     */
    public Spool spool(String name) {
        return spools.get(name);
    }

    /** Whether this process does jobs, and takes no requests. */
    public boolean spooler() {
        return spools.spooler();
    }

    /** Something has happened once; {@link Metrics#count}. */
    public void count(String name, String... labels) {
        metrics.count(name, 1, labels);
    }

    /** Something has happened several times; {@link Metrics#count}. */
    public void count(String name, long by, String... labels) {
        metrics.count(name, by, labels);
    }

    /** Something that goes up and down is this large now; {@link Metrics#gauge}. */
    public void gauge(String name, double value, String... labels) {
        metrics.gauge(name, value, labels);
    }

    /** Something took this long; {@link Metrics#time}. */
    public void time(String name, Duration took, String... labels) {
        metrics.time(name, took, labels);
    }
}

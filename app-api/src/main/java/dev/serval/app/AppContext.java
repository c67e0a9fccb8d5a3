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
 * @param schedules what it does at times
 * @param shared what it shares with the server's other processes
 */
public record AppContext(
        int worker,
        int cores,
        Map<String, String> settings,
        Metrics metrics,
        Spools spools,
        Schedules schedules,
        Shared shared) {

    public AppContext {
        settings = Map.copyOf(settings);
    }

    /** Without metrics, for tests of an application. */
    public AppContext(int worker, int cores, Map<String, String> settings) {
        this(worker, cores, settings, Metrics.NONE);
    }

    /** Without anything else. */
    public AppContext(int worker, int cores, Map<String, String> settings, Metrics metrics) {
        this(worker, cores, settings, metrics, Spools.NONE, Schedules.NONE, Shared.NONE);
    }

    /**
     * A queue of jobs for later.
     *
     * @throws IllegalArgumentException if the operator has named none of this name
     */
    public Spool spool(String name) {
        return spools.get(name);
    }

    /**
     * Something to do by the clock, on one worker; left out when missed. {@link Schedules#cron}.
     */
    public void cron(String name, String when, ScheduledTask task) {
        schedules.cron(name, when, Missed.SKIP, task);
    }

    /** Something to do so often, on one worker; left out when missed. {@link Schedules#every}. */
    public void every(String name, Duration interval, ScheduledTask task) {
        schedules.every(name, interval, Missed.SKIP, task);
    }

    /** Values that all processes see; {@link Shared#cache}. */
    public Cache cache(String name) {
        return shared.cache(name);
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

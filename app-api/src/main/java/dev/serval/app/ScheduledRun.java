package dev.serval.app;

import java.time.Instant;

/**
 * One call of a {@link ScheduledTask}.
 *
 * @param name the task's
 * @param due when it was to be called; with the name it is the same in no two calls, unless the
 *     worker died in the first one
 */
public record ScheduledRun(String name, Instant due) {}

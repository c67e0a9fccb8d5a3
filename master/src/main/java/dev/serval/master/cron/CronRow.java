package dev.serval.master.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command as statistics show it.
 *
 * @param when as the operator has written it
 * @param command for a shell
 * @param unique whether it is left out while it runs
 * @param due the next time
 * @param pid what runs now; 0 when nothing does
 * @param began when it was run last; null if it never was
 * @param runs how many times so far
 * @param failures how many of them did not end with 0
 */
public record CronRow(
        String when,
        String command,
        boolean unique,
        Instant due,
        long pid,
        @Nullable Instant began,
        long runs,
        long failures) {}

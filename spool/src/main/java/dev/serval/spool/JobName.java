package dev.serval.spool;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job's file is called, which is all that deciding about it takes: {@code
 * 50-1764352800000-01K...-002}. Names sort as jobs are run.
 *
 * @param priority 0 to 99, the smallest first
 * @param due not before this, milliseconds since 1970
 * @param id of the job, for as long as it lives; sorts by when it was submitted
 * @param attempt how often it was begun, 0 to 999
 */
public record JobName(int priority, long due, String id, int attempt) {

    /** The last of all priorities. */
    public static final int LAST_PRIORITY = 99;

    /** The most attempts that a name has room for. */
    public static final int MOST_ATTEMPTS = 999;

    /** The last time that a name has room for, in the year 2286. */
    static final long LAST_DUE = 9_999_999_999_999L;

    private static final int PRIORITY_DIGITS = 2;
    private static final int DUE_DIGITS = 13;
    private static final int ATTEMPT_DIGITS = 3;
    private static final int LONGEST = 48;

    private static final Instant FAR = Instant.ofEpochMilli(LAST_DUE);

    private static final Pattern FORM =
            Pattern.compile("(\\d{2})-(\\d{13})-([0-9A-HJKMNP-TV-Z]{26})-(\\d{3})");

    /** Priority first, then time, then the order of submission. */
    static final Comparator<JobName> AS_RUN =
            Comparator.comparingInt(JobName::priority)
                    .thenComparingLong(JobName::due)
                    .thenComparing(JobName::id);

    /** The same as jobs were submitted, whatever time they wait for. */
    static final Comparator<JobName> AS_SUBMITTED =
            Comparator.comparingInt(JobName::priority).thenComparing(JobName::id);

    static final Comparator<JobName> AS_DUE =
            Comparator.comparingLong(JobName::due).thenComparing(AS_RUN);

    public JobName {
        due = Math.clamp(due, 0, LAST_DUE);
        attempt = Math.clamp(attempt, 0, MOST_ATTEMPTS);
        priority = Math.clamp(priority, 0, LAST_PRIORITY);
    }

    /** The job of a file's name; empty if it is not one of ours. */
    public static Optional<JobName> parse(String file) {
        Matcher parts = FORM.matcher(file);
        return parts.matches()
                ? Optional.of(
                        new JobName(
                                Integer.parseInt(parts.group(1)),
                                Long.parseLong(parts.group(2)),
                                parts.group(3),
                                Integer.parseInt(parts.group(4))))
                : Optional.empty();
    }

    /**
     * A job that is submitted.
     *
     * @param due one that is past means now
     * @param now milliseconds since 1970
     */
    public static JobName submitted(int priority, Instant due, String id, long now) {
        long from = due.isAfter(FAR) ? LAST_DUE : due.toEpochMilli();
        return new JobName(priority, Math.max(now, from), id, 0);
    }

    /** When it was submitted, milliseconds since 1970. */
    public long submitted() {
        return JobId.millis(id);
    }

    /** It is run: one attempt more. */
    public JobName begun() {
        return new JobName(priority, due, id, attempt + 1);
    }

    /** It was not run after all, and waits until then. */
    public JobName notBegun(long nextDue) {
        return new JobName(priority, nextDue, id, attempt - 1);
    }

    /** It is run again, not before that. */
    public JobName later(long nextDue) {
        return new JobName(priority, nextDue, id, attempt);
    }

    /** It waits as if it had never been run. */
    public JobName afresh(long nextDue) {
        return new JobName(priority, nextDue, id, 0);
    }

    /** The file's name. */
    @Override
    public String toString() {
        StringBuilder name = new StringBuilder(LONGEST);
        digits(name, priority, PRIORITY_DIGITS).append('-');
        digits(name, due, DUE_DIGITS).append('-').append(id).append('-');
        return digits(name, attempt, ATTEMPT_DIGITS).toString();
    }

    private static StringBuilder digits(StringBuilder name, long value, int count) {
        String text = Long.toString(value);
        return name.repeat('0', count - text.length()).append(text);
    }
}

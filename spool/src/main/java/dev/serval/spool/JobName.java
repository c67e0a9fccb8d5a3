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
 * @param packed how many jobs are in the file, of which this is the first, 1 to 99: {@code +08} at
 *     the end; 0 if the file is the job itself
 */
public record JobName(int priority, long due, String id, int attempt, int packed) {

    /** The last of all priorities. */
    public static final int LAST_PRIORITY = 99;

    /** The most attempts that a name has room for. */
    public static final int MOST_ATTEMPTS = 999;

    private static final int MOST_PACKED = 99;

    /** The last time that a name has room for, in the year 2286. */
    static final long LAST_DUE = 9_999_999_999_999L;

    private static final int PRIORITY_DIGITS = 2;
    private static final int DUE_DIGITS = 13;
    private static final int ATTEMPT_DIGITS = 3;
    private static final int PACKED_DIGITS = 2;
    private static final int LONGEST = 51;

    private static final Instant FAR = Instant.ofEpochMilli(LAST_DUE);

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{2})-(\\d{13})-([0-9A-HJKMNP-TV-Z]{26})-(\\d{3})(?:\\+(0[1-9]|[1-9]\\d))?");

    /** Two files of one job are two: one that is gone must not hide one that is there. */
    private static final Comparator<JobName> AS_FILES =
            Comparator.comparing(JobName::id)
                    .thenComparingInt(JobName::attempt)
                    .thenComparingInt(JobName::packed);

    /** Priority first, then time, then the order of submission. */
    static final Comparator<JobName> AS_RUN =
            Comparator.comparingInt(JobName::priority)
                    .thenComparingLong(JobName::due)
                    .thenComparing(AS_FILES);

    /** The same as jobs were submitted, whatever time they wait for. */
    static final Comparator<JobName> AS_SUBMITTED =
            Comparator.comparingInt(JobName::priority)
                    .thenComparing(AS_FILES)
                    .thenComparingLong(JobName::due);

    static final Comparator<JobName> AS_DUE =
            Comparator.comparingLong(JobName::due).thenComparing(AS_RUN);

    public JobName {
        due = Math.clamp(due, 0, LAST_DUE);
        attempt = Math.clamp(attempt, 0, MOST_ATTEMPTS);
        priority = Math.clamp(priority, 0, LAST_PRIORITY);
        packed = Math.clamp(packed, 0, MOST_PACKED);
    }

    /** A job in a file of its own. */
    public JobName(int priority, long due, String id, int attempt) {
        this(priority, due, id, attempt, 0);
    }

    /** The job of a file's name; empty if it is not one of ours. */
    public static Optional<JobName> parse(String file) {
        Matcher parts = FORM.matcher(file);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String packed = parts.group(5);
        return Optional.of(
                new JobName(
                        Integer.parseInt(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        parts.group(3),
                        Integer.parseInt(parts.group(4)),
                        packed == null ? 0 : Integer.parseInt(packed)));
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
        return new JobName(priority, due, id, attempt + 1, packed);
    }

    /** It was begun so often. */
    JobName begun(int times) {
        return new JobName(priority, due, id, times, packed);
    }

    /** It was not run after all, and waits until then. */
    public JobName notBegun(long nextDue) {
        return new JobName(priority, nextDue, id, attempt - 1, packed);
    }

    /** It is run again, not before that. */
    public JobName later(long nextDue) {
        return new JobName(priority, nextDue, id, attempt, packed);
    }

    /** It waits as if it had never been run. */
    public JobName afresh(long nextDue) {
        return new JobName(priority, nextDue, id, 0, packed);
    }

    /** The file of so many jobs, of which this is the first. */
    JobName packed(int jobs) {
        return new JobName(priority, due, id, attempt, jobs);
    }

    /** How many jobs are in the file. */
    public int jobs() {
        return Math.max(1, packed);
    }

    /** The file's name. */
    @Override
    public String toString() {
        StringBuilder name = new StringBuilder(LONGEST);
        digits(name, priority, PRIORITY_DIGITS).append('-');
        digits(name, due, DUE_DIGITS).append('-').append(id).append('-');
        digits(name, attempt, ATTEMPT_DIGITS);
        if (packed > 0) {
            digits(name.append('+'), packed, PACKED_DIGITS);
        }
        return name.toString();
    }

    private static StringBuilder digits(StringBuilder name, long value, int count) {
        String text = Long.toString(value);
        return name.repeat('0', count - text.length()).append(text);
    }
}

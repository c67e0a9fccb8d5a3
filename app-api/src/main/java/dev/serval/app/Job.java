package dev.serval.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Work for later: bytes, some small texts beside them, and when it is to be done. Cannot be
 * changed; {@code Job.of("...").with("to", address).after(Duration.ofMinutes(5))}.
 */
public final class Job {

    /** What a job has that says nothing else. */
    public static final int USUAL_PRIORITY = 50;

    /** The largest number, run last. */
    public static final int LAST_PRIORITY = 99;

    private final byte[] body;
    private final Map<String, String> metadata;
    private final int priority;
    private final Instant due;

    private Job(byte[] body, Map<String, String> metadata, int priority, Instant due) {
        this.body = body;
        this.metadata = metadata;
        this.priority = priority;
        this.due = due;
    }

    /**
     * A job with this body, to be done at once.
     *
     * @param body copied
     */
    public static Job of(byte... body) {
        return new Job(body.clone(), Map.of(), USUAL_PRIORITY, Instant.EPOCH);
    }

    /** A job whose body is this text, in UTF-8. */
    public static Job of(String body) {
        return new Job(body.getBytes(UTF_8), Map.of(), USUAL_PRIORITY, Instant.EPOCH);
    }

    /**
     * The same with one text more; all of them together have room for 64 kB.
     *
     * @param key may not begin with {@code serval.}
     */
    public Job with(String key, String value) {
        Map<String, String> more = new HashMap<>(metadata);
        more.put(key, value);
        return new Job(body, Map.copyOf(more), priority, due);
    }

    /**
     * The same, earlier or later than others that are due.
     *
     * @param number 0 to 99, the smallest is run first
     * @throws IllegalArgumentException if it is another number
     */
    public Job priority(int number) {
        if (number < 0 || number > LAST_PRIORITY) {
            throw new IllegalArgumentException(
                    "the priority is %d; it must be 0 to %d".formatted(number, LAST_PRIORITY));
        }
        return new Job(body, metadata, number, due);
    }

    /** The same, not before this. */
    public Job at(Instant time) {
        return new Job(body, metadata, priority, time);
    }

    /** The same, not before so much time has passed from now on. */
    public Job after(Duration time) {
        return at(Instant.now().plus(time));
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as a text in UTF-8. */
    public String text() {
        return new String(body, UTF_8);
    }

    /** The small texts, by name. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** 0 to 99, the smallest is run first. */
    public int priority() {
        return priority;
    }

    /** Not before this. */
    public Instant due() {
        return due;
    }
}

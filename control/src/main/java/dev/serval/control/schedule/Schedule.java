package dev.serval.control.schedule;

import java.time.Duration;
import java.time.Instant;

/** Moments without end. */
public sealed interface Schedule permits Cron, Every {

    /** The first one after this moment. */
    Instant after(Instant moment);

    /**
     * @throws IllegalArgumentException if it is less than a second or more than a year
     */
    static Schedule every(Duration interval) {
        return new Every(interval);
    }

    /**
     * @param text five fields, as {@link Cron} takes them
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static Schedule cron(String text) {
        return Cron.parse(text);
    }
}

package dev.serval.control.access;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the log writes them; each second is put into words once. One thread. */
public final class Clock {

    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);
    private static final DateTimeFormatter LTIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Words ctime = new Words(CTIME);
    private final Words ltime = new Words(LTIME);
    private final Words ftime = new Words(DateTimeFormatter.ISO_OFFSET_DATE_TIME);

    /** Times in the host's zone. */
    public Clock() {}

    /** One way to write a second, and the last one that was written so. */
    private static final class Words {

        private final DateTimeFormatter format;
        private long second = Long.MIN_VALUE;
        private String text = "";

        Words(DateTimeFormatter format) {
            this.format = format;
        }

        String of(long wanted) {
            if (wanted != second) {
                second = wanted;
                text =
                        format.format(
                                ZonedDateTime.ofInstant(
                                        Instant.ofEpochSecond(wanted), ZoneId.systemDefault()));
            }
            return text;
        }
    }

    /**
     * Writes one of the fields that are times.
     *
     * @param began when the request began, microseconds since 1970
     */
    public void write(AccessField field, long began, AccessLine out) {
        long second = began / MICROS_PER_SECOND;
        switch (field) {
            case TIME -> out.number(second);
            case CTIME -> out.raw(ctime.of(second));
            case LTIME -> out.raw(ltime.of(second));
            case FTIME -> out.raw(ftime.of(second));
            case TMSECS -> out.number(began / 1000);
            case TMICROS -> out.number(began);
            default -> throw new IllegalArgumentException(field + " is no time");
        }
    }
}

package dev.serval.http;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date field's value, made once a second (RFC 9110 section 5.6.7). Any thread. */
public final class HttpDate {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private record Second(long epoch, AsciiString text) {}

    private static volatile Second last = new Second(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

    private HttpDate() {}

    /** Now, to the second. */
    public static AsciiString now() {
        long epoch = System.currentTimeMillis() / 1000;
        Second second = last;
        if (second.epoch != epoch) {
            second = new Second(epoch, AsciiString.of(FORMAT.format(Instant.ofEpochSecond(epoch))));
            last = second;
        }
        return second.text;
    }
}

package dev.serval.control.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.control.access.AccessDestination.Sender;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a line is sent in, without its end. One thread. */
@FunctionalInterface
interface Envelope {

    /** Writes what comes before the line. */
    void open(ByteBuffer out);

    /** To syslog on this host, as syslog(3) does: RFC 3164 without the host. */
    static Envelope local(Sender as, long pid) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
        String begin = "<" + as.priority() + ">";
        String end = " " + as.tag() + "[" + pid + "]: ";
        return out ->
                put(out, begin + time.format(ZonedDateTime.now(ZoneId.systemDefault())) + end);
    }

    /** To syslog on another host: RFC 5424. */
    static Envelope remote(Sender as, long pid, String host) {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
        String begin = "<" + as.priority() + ">1 ";
        String end = " " + (host.isEmpty() ? "-" : host) + " " + as.tag() + " " + pid + " - - ";
        return out ->
                put(out, begin + time.format(ZonedDateTime.now(ZoneId.systemDefault())) + end);
    }

    /** To the journal, one field a line; it adds the process and the time itself. */
    static Envelope journal(Sender as) {
        String fields =
                "PRIORITY=%d\nSYSLOG_FACILITY=%d\nSYSLOG_IDENTIFIER=%s\nMESSAGE="
                        .formatted(as.severity(), as.facility(), as.tag());
        return out -> put(out, fields);
    }

    private static void put(ByteBuffer out, String text) {
        out.put(text.getBytes(US_ASCII));
    }
}

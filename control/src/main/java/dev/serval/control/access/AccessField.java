package dev.serval.control.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be said of a request: uWSGI's names, and ours after {@link #ID}. */
public enum AccessField {
    /** Path and query. */
    URI,
    /** Method. */
    METHOD,
    /** Whoever logged in. */
    USER,
    /** The client's address. */
    ADDR,
    /** The host that was asked for. */
    HOST,
    /** Protocol and version. */
    PROTO,
    /** The program that asked. */
    UAGENT,
    /** Where its user came from. */
    REFERER,
    /** The answer's status. */
    STATUS,
    /** Microseconds that it took. */
    MICROS,
    /** Milliseconds that it took. */
    MSECS,
    /** Seconds that it took, with six digits of a fraction. */
    SECS,
    /** When it began, in seconds since 1970. */
    TIME,
    /** When it is logged, in seconds since 1970. */
    EPOCH,
    /** When it began, as ctime(3) has it. */
    CTIME,
    /** When it began, as Apache has it. */
    LTIME,
    /** When it began, by RFC 3339. */
    FTIME,
    /** When it began, in milliseconds since 1970. */
    TMSECS,
    /** When it began, in microseconds since 1970. */
    TMICROS,
    /** Bytes of the answer's head. */
    HSIZE,
    /** Bytes of the answer's body. */
    RSIZE,
    /** Both. */
    SIZE,
    /** Bytes of the request's body. */
    CL,
    /** The worker's process. */
    PID,
    /** The core in it. */
    CORE,
    /** Fields of the request. */
    VARS,
    /** Bytes of them. */
    PKTSIZE,
    /** Fields of the answer. */
    HEADERS,
    /** How many requests its worker has served since the router's start, and all of them. */
    REQ,
    /** Always 1: there is no asynchronous switching here. */
    SWITCHES,
    /** The request's id. */
    ID,
    /** Microseconds until a worker was there for it. */
    WAITED,
    /** Resident memory of the worker's process, in bytes. */
    RSS,
    /** The same in megabytes. */
    RSSM,
    /** Address space of the worker's process, in bytes. */
    VSZ,
    /** The same in megabytes. */
    VSZM,
    /** {@code http} or {@code https}. */
    SCHEME,
    /** {@code +} for a whole answer, {@code X} for one that broke off. */
    WHOLE;

    /** As it is written between {@code %(} and {@code )}. */
    public String word() {
        String lower = name().toLowerCase(Locale.ROOT);
        return this == RSSM || this == VSZM ? lower.substring(0, lower.length() - 1) + "M" : lower;
    }

    static Optional<AccessField> named(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    /** All of them, for whoever has written another. */
    public static List<String> words() {
        return Arrays.stream(values()).map(AccessField::word).toList();
    }
}

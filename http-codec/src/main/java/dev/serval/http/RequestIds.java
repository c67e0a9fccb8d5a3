package dev.serval.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The names by which one request is found again in logs and traces.
 *
 * @param request X-Request-Id
 * @param traceparent as W3C Trace Context has it
 * @param traced whether the client sent the traceparent, so that its tracestate is worth passing on
 */
public record RequestIds(CharSequence request, CharSequence traceparent, boolean traced) {

    /** The field they travel in, both ways. */
    public static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

    private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int TRACE_AT = 3;
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_AT = 36;
    private static final int SPAN_DIGITS = 16;
    private static final int TRACEPARENT_CHARS = 55;
    private static final int MAX_ID_CHARS = 128;

    /**
     * Those of a request: what it brings if it may be believed, else new ones. A new request id is
     * the id of the new trace.
     *
     * @param trusted whether a trusted proxy sent it, whose request id counts
     */
    static RequestIds of(HttpHeaders headers, boolean trusted) {
        CharSequence trace = only(headers, TRACEPARENT, RequestIds::isTraceparent);
        CharSequence id = trusted ? only(headers, REQUEST_ID, RequestIds::isRequestId) : null;
        if (trace != null && id != null) {
            return new RequestIds(id, trace, true);
        }
        RequestIds fresh = fresh();
        return new RequestIds(
                id == null ? fresh.request : id,
                trace == null ? fresh.traceparent : trace,
                trace != null);
    }

    /** New ones. The trace counts as sampled: one that begins here is nobody's to leave out. */
    public static RequestIds fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] text = new byte[TRACEPARENT_CHARS];
        text[0] = '0';
        text[1] = '0';
        text[2] = '-';
        hex(text, TRACE_AT, random.nextLong());
        hex(text, TRACE_AT + SPAN_DIGITS, random.nextLong());
        text[SPAN_AT - 1] = '-';
        hex(text, SPAN_AT, random.nextLong() | 1);
        text[SPAN_AT + SPAN_DIGITS] = '-';
        text[TRACEPARENT_CHARS - 2] = '0';
        text[TRACEPARENT_CHARS - 1] = '1';
        return new RequestIds(
                new AsciiString(text, TRACE_AT, TRACE_DIGITS, false),
                new AsciiString(text, false),
                false);
    }

    /**
     * The same request inside a span: where its id was that of a trace that began here, it is that
     * of the span's.
     *
     * @param span its traceparent
     */
    public RequestIds within(String span) {
        boolean ours = !traced && CharSequence.compare(request, traceOf(traceparent)) == 0;
        return new RequestIds(ours ? traceOf(span) : request, span, traced);
    }

    /** The same request, whose trace begins further on unless it has come with one. */
    public RequestIds withoutOwnTrace() {
        return traced ? this : new RequestIds(request, "", false);
    }

    private static CharSequence traceOf(CharSequence traceparent) {
        return traceparent.subSequence(TRACE_AT, TRACE_AT + TRACE_DIGITS);
    }

    /** Whether a log may take it as it is: 1 to 128 letters, digits and {@code . _ ~ + / = : -}. */
    public static boolean isRequestId(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && "._~+/=:-".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_ID_CHARS;
    }

    /** W3C Trace Context, section 3.2; versions to come may add fields at the end. */
    public static boolean isTraceparent(CharSequence text) {
        int length = text.length();
        if (length < TRACEPARENT_CHARS || !isHex(text, 0, 2)) {
            return false;
        }
        boolean first = text.charAt(0) == '0' && text.charAt(1) == '0';
        boolean whole =
                length == TRACEPARENT_CHARS || (!first && text.charAt(TRACEPARENT_CHARS) == '-');
        return whole
                && !(text.charAt(0) == 'f' && text.charAt(1) == 'f')
                && text.charAt(2) == '-'
                && isId(text, TRACE_AT, TRACE_DIGITS)
                && text.charAt(SPAN_AT - 1) == '-'
                && isId(text, SPAN_AT, SPAN_DIGITS)
                && text.charAt(SPAN_AT + SPAN_DIGITS) == '-'
                && isHex(text, TRACEPARENT_CHARS - 2, 2);
    }

    private static boolean isId(CharSequence text, int at, int digits) {
        for (int i = at; i < at + digits; i++) {
            if (text.charAt(i) != '0') {
                return isHex(text, at, digits);
            }
        }
        return false;
    }

    private static boolean isHex(CharSequence text, int at, int digits) {
        for (int i = at; i < at + digits; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static void hex(byte[] text, int at, long value) {
        for (int i = 0; i < SPAN_DIGITS; i++) {
            text[at + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xf];
        }
    }

    private static @Nullable String only(
            HttpHeaders headers, AsciiString name, Predicate<CharSequence> wellFormed) {
        String value = headers.get(name);
        boolean counts =
                value != null && wellFormed.test(value) && headers.getAll(name).size() == 1;
        return counts ? value : null;
    }
}

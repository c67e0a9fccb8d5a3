package dev.serval.router.encoding;

import dev.serval.control.config.ContentConfig;
import dev.serval.http.ResponseHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which answers of backends are compressed on their way, and what their heads say then. Pure. */
public final class Compression {

    /** For answers that stay as they are. */
    public static final Compression NONE = new Compression(List.of(), List.of(), 0, false);

    private static final String ASKED = "uwsgi-encoding";
    private static final String STREAM_OF_EVENTS = "text/event-stream";
    private static final int NOT_MODIFIED = 304;
    private static final Set<Integer> NEVER = Set.of(204, 205, 206, NOT_MODIFIED);

    /** What is coded, partial, or signed as it is. */
    private static final List<String> FIXED =
            List.of(
                    "content-encoding",
                    "content-range",
                    "content-digest",
                    "repr-digest",
                    "digest",
                    "content-md5");

    private final List<Coding> codings;
    private final List<String> types;
    private final long leastBytes;
    private final boolean whenAsked;

    /**
     * @param codings in order of preference; none for off
     * @param types media types in lower case; one that ends with a star stands for all that begin
     *     so
     * @param leastBytes what is known to be shorter stays
     * @param whenAsked whether {@code uWSGI-Encoding: gzip} of an application counts
     */
    Compression(List<Coding> codings, List<String> types, long leastBytes, boolean whenAsked) {
        this.codings = codings;
        this.types = types;
        this.leastBytes = leastBytes;
        this.whenAsked = whenAsked;
    }

    /** As it was configured. */
    public static Compression of(ContentConfig config) {
        return new Compression(
                config.codings().stream().map(Coding::named).toList(),
                config.types().stream().map(type -> type.toLowerCase(Locale.ROOT)).toList(),
                config.leastBytes(),
                config.gzipWhenAsked());
    }

    /** Those that may be wanted. */
    public List<Coding> codings() {
        return whenAsked
                ? Stream.concat(codings.stream(), Stream.of(Coding.GZIP)).distinct().toList()
                : codings;
    }

    /**
     * Changes a head so that it fits what is done to its body.
     *
     * @return what is done; null for nothing
     */
    public @Nullable Coding applied(HttpRequest request, ResponseHead answer) {
        HttpHeaders head = answer.head().headers();
        boolean asked = whenAsked && head.containsValue(ASKED, "gzip", true);
        if (whenAsked) {
            head.remove(ASKED);
        }
        List<Coding> offered = asked ? List.of(Coding.GZIP) : codings;
        if (offered.isEmpty()) {
            return null;
        }
        int status = answer.head().status().code();
        if (status == NOT_MODIFIED && mayBeCompressed(head.get(HttpHeaderNames.CONTENT_TYPE))) {
            vary(head);
        }
        if (NEVER.contains(status) || isFixed(head) || !(asked || isWorthIt(answer))) {
            return null;
        }
        vary(head);
        String accept = String.join(",", request.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING));
        List<Coding> wanted = Codings.wanted(accept, offered);
        if (wanted.isEmpty()) {
            return null;
        }
        Coding coding = wanted.getFirst();
        head.set(HttpHeaderNames.CONTENT_ENCODING, coding.token());
        head.remove(HttpHeaderNames.ACCEPT_RANGES);
        weaken(head);
        return coding;
    }

    private static boolean isFixed(HttpHeaders head) {
        for (String cache : head.getAll(HttpHeaderNames.CACHE_CONTROL)) {
            if (cache.toLowerCase(Locale.ROOT).contains("no-transform")) {
                return true;
            }
        }
        return FIXED.stream().anyMatch(head::contains);
    }

    private boolean isWorthIt(ResponseHead answer) {
        String type = answer.head().headers().get(HttpHeaderNames.CONTENT_TYPE);
        boolean large = answer.length() < 0 || answer.length() >= Math.max(1, leastBytes);
        return large && type != null && mayBeCompressed(type);
    }

    /** An answer 304 need not say what type it has. */
    private boolean mayBeCompressed(@Nullable String field) {
        if (field == null) {
            return true;
        }
        int end = field.indexOf(';');
        String type = (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return !type.equals(STREAM_OF_EVENTS)
                && types.stream()
                        .anyMatch(known ->
                                known.endsWith("*")
                                        ? type.startsWith(known.substring(0, known.length() - 1))
                                        : type.equals(known));
    }

    private static void vary(HttpHeaders head) {
        for (String names : head.getAll(HttpHeaderNames.VARY)) {
            for (String name : names.split(",", -1)) {
                String said = name.strip();
                if (said.equals("*") || said.equalsIgnoreCase("accept-encoding")) {
                    return;
                }
            }
        }
        head.add(HttpHeaderNames.VARY, "Accept-Encoding");
    }

    /** The bytes are others, the meaning is the same (RFC 9110 section 8.8.1). */
    private static void weaken(HttpHeaders head) {
        String etag = head.get(HttpHeaderNames.ETAG);
        if (etag != null && !etag.startsWith("W/")) {
            head.set(HttpHeaderNames.ETAG, "W/" + etag);
        }
    }
}

package dev.serval.app;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One HTTP request. Belongs to the thread that handles it. */
public interface Request {

    /** The method, as the client wrote it, e.g. {@code GET}. */
    String method();

    /** {@code http} or {@code https}. */
    String scheme();

    /** The Host field: name and port as the client wrote them; empty if there was none. */
    String authority();

    /** Where the application is mounted (CGI's SCRIPT_NAME); empty for the root. */
    String mount();

    /**
     * The path below {@link #mount}, percent-decoded and free of dot segments; starts with a slash.
     * Bytes outside ASCII are read as UTF-8 where they are valid UTF-8, else as ISO-8859-1.
     */
    String path();

    /** What followed the question mark, undecoded; empty if there was none or nothing followed. */
    Optional<String> query();

    /** The first value of a query parameter, decoded (application/x-www-form-urlencoded). */
    Optional<String> parameter(String name);

    /** Path and query as the client wrote them, undecoded. */
    String target();

    /** {@code HTTP/1.1}, {@code HTTP/1.0}. */
    String protocol();

    /** The request's fields. */
    Headers headers();

    /**
     * The body. Empty, never null, when there is none. Reads block until bytes come and throw
     * {@link java.io.IOException} when the client breaks off or falls silent.
     */
    InputStream body();

    /** When this request is given up ({@code --harakiri}); {@link Instant#MAX} if never. */
    Instant deadline();

    /**
     * Asks for more time: the deadline is this far from now, unless it is later already. Does
     * nothing where there is none.
     */
    void extendDeadline(Duration by);

    /** Who is asking. */
    Peer peer();

    /** Every CGI variable of the request, the last of equals, as a gateway sent them. */
    Map<String, String> vars();
}

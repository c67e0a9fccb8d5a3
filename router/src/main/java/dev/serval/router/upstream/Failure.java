package dev.serval.router.upstream;

import dev.serval.http.Methods;
import io.netty.handler.codec.http.HttpMethod;

/** Every way in which a request can fail here, and what follows: the one table of it. */
public enum Failure {
    /** A backend does not accept connections. */
    CONNECT_FAILED(502, "the backend does not accept connections", Blame.BACKEND),
    /** The worker has told that it had not begun the request: nothing has happened there yet. */
    NOT_BEGUN(502, "the worker ended before it began the request", Blame.BACKEND),
    /**
     * The backend died with a part of the request unread. Nothing has happened there yet if there
     * was no body: of one with a body it may have read the head, and begun.
     */
    NOT_READ(502, "the backend closed before it read the request", Blame.BACKEND),
    /** The backend closed before its answer began, and may have done what it was asked. */
    UNANSWERED(502, "the backend closed before it answered", Blame.BACKEND),
    /** The same, on a connection that was kept: it may have closed it as one that is idle. */
    STALE(502, "the backend closed before it answered", Blame.NOBODY),
    /** The backend closed without a complete answer. */
    CLOSED_EARLY(502, "the backend closed before its answer was complete", Blame.BACKEND),
    /** The worker gave the request up when it had run for too long. */
    OVERDUE(504, "the request took too long", Blame.NOBODY),
    /** What came from the backend is not HTTP. */
    GARBAGE(502, "the backend's answer is not HTTP", Blame.BACKEND),
    /** The backend said nothing for too long. */
    SILENT(504, "the backend did not answer in time", Blame.BACKEND),
    /** Every backend has failed so often that it is left alone. */
    ALL_OUT(503, "no backend is well", Blame.NOBODY),
    /** No rule says where the request goes. */
    NO_ROUTE(404, "nothing is served here", Blame.NOBODY),
    /** The client said nothing for too long in the middle of its body. */
    CLIENT_SILENT(408, "the request's body did not come in time", Blame.NOBODY),
    /** Too many requests wait already. */
    QUEUE_FULL(503, "too many requests are waiting", Blame.NOBODY),
    /** No core became free in time. */
    QUEUE_TIMEOUT(503, "nobody became free in time", Blame.NOBODY),
    /** The request does not fit into one packet. */
    TOO_LARGE(431, "the header fields do not fit into one packet", Blame.NOBODY),
    /** The body is larger than is taken. */
    BODY_TOO_LARGE(413, "the body is too large", Blame.NOBODY),
    /** The client's chunks are malformed. */
    BAD_BODY(400, "the request's body is malformed", Blame.NOBODY),
    /** The body had to be held on disk, and there is no room. */
    NO_ROOM(503, "there is no room to hold the body", Blame.NOBODY);

    private final int status;
    private final String why;
    private final Blame blame;

    private enum Blame {
        BACKEND,
        NOBODY
    }

    Failure(int status, String why, Blame blame) {
        this.status = status;
        this.why = why;
        this.blame = blame;
    }

    /** The status for the client if no answer has begun. */
    public int status() {
        return status;
    }

    /** One sentence for the client, with nothing of anybody's in it. */
    public String why() {
        return why;
    }

    /** Whether it tells something about the backend. */
    boolean blamesBackend() {
        return blame == Blame.BACKEND;
    }

    /**
     * Whether another backend may be asked: this one cannot have begun the request, or doing it
     * twice is the same as doing it once (RFC 9110 section 9.2.2).
     *
     * @param body whether the request has one
     */
    public boolean mayAskAnother(HttpMethod method, boolean body) {
        return switch (this) {
            case NOT_BEGUN -> true;
            case NOT_READ -> !body || Methods.idempotent(method);
            case UNANSWERED, STALE -> Methods.idempotent(method);
            default -> false;
        };
    }
}

package dev.serval.router.upstream;

/** Every way in which a request can fail here, and what follows: the one table of it. */
public enum Failure {
    /** A backend does not accept connections. */
    CONNECT_FAILED(502, "the backend does not accept connections", true),
    /** The backend died before it read the request: nothing has happened there yet. */
    NOT_READ(502, "the backend closed before it read the request", true),
    /** The backend closed without a complete answer. */
    CLOSED_EARLY(502, "the backend closed before its answer was complete", false),
    /** The worker gave the request up when it had run for too long. */
    OVERDUE(504, "the request took too long", false),
    /** What came from the backend is not HTTP. */
    GARBAGE(502, "the backend's answer is not HTTP", false),
    /** The backend said nothing for too long. */
    SILENT(504, "the backend did not answer in time", false),
    /** The client said nothing for too long in the middle of its body. */
    CLIENT_SILENT(408, "the request's body did not come in time", false),
    /** Too many requests wait already. */
    QUEUE_FULL(503, "too many requests are waiting", false),
    /** No core became free in time. */
    QUEUE_TIMEOUT(503, "no worker became free in time", false),
    /** The request does not fit into one packet. */
    TOO_LARGE(431, "the header fields do not fit into one packet", false),
    /** The body is larger than is taken. */
    BODY_TOO_LARGE(413, "the body is too large", false),
    /** The client's chunks are malformed. */
    BAD_BODY(400, "the request's body is malformed", false),
    /** The body had to be held on disk, and there is no room. */
    NO_ROOM(503, "there is no room to hold the body", false);

    private final int status;
    private final String why;
    private final boolean unread;

    Failure(int status, String why, boolean unread) {
        this.status = status;
        this.why = why;
        this.unread = unread;
    }

    /** The status for the client if no answer has begun. */
    public int status() {
        return status;
    }

    /** One sentence for the client, with nothing of anybody's in it. */
    public String why() {
        return why;
    }

    /** Whether the backend cannot have seen the request, so that another one may be asked. */
    public boolean unread() {
        return unread;
    }
}

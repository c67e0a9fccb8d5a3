package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What a Serval router and a Serval worker agree on beyond uwsgi: keeping a connection.
 *
 * <p>All of it rides in variables that others ignore. The router puts {@link #KEEP} into a packet;
 * a worker that knows it answers with {@code Connection: keep-alive} and a body that shows its own
 * end, and reads the next packet; any other peer closes. A ping with {@link #KEEP} is answered by a
 * ping with {@link #WORKER}, {@link #PID}, {@link #CORES}, and the connection stays open: so the
 * router learns who accepted it, before it trusts it with a request.
 */
public final class Wire {

    /** Variable: the sender wants to use the connection again. Value {@code 1}. */
    public static final String KEEP = "SERVAL_KEEP";

    /**
     * Variable: the body comes in chunks (RFC 9112 section 7.1) because its length is not known.
     * Value {@code chunked}; there is no CONTENT_LENGTH then.
     */
    public static final String BODY = "SERVAL_BODY";

    /**
     * Variable: the sender is on the same host, may read what the worker may, and opens the file of
     * an answer itself if the answer names it in {@link #FILE}. Value {@code 1}.
     */
    public static final String FILES = "SERVAL_FILES";

    /**
     * Field of an answer to a packet with {@link #FILES}: the absolute path of the file that is the
     * body, its UTF-8 bytes percent-encoded. No body follows.
     */
    public static final String FILE = "Serval-File";

    /** Variable in a ping's answer: the worker's number, 1 and up. */
    public static final String WORKER = "SERVAL_WORKER";

    /** Variable in a ping's answer: the worker's process. */
    public static final String PID = "SERVAL_PID";

    /** Variable in a ping's answer: how many requests the worker runs at once. */
    public static final String CORES = "SERVAL_CORES";

    /**
     * Variable in a ping with {@link #KEEP}: a word of the router's choice. With {@link #LANE} the
     * connection is a lane of the {@link Trunk} of that name; without it, the connection is that
     * trunk.
     */
    public static final String TRUNK = "SERVAL_TRUNK";

    /** Variable in a ping: the connection's number among the lanes of its {@link #TRUNK}. */
    public static final String LANE = "SERVAL_LANE";

    /**
     * Variable in a ping's answer: where the worker counts the requests of this lane that come on
     * the trunk, each when it begins. Its seat on the scoreboard, the number of a cell there, and a
     * token, in decimals with a colon between them. Without it, none may be sent there.
     */
    public static final String RECEIPT = "SERVAL_RECEIPT";

    private Wire() {}

    /**
     * Whether a packet asks for a WebSocket: behind it may come what is no packet, should it be
     * answered with 101.
     */
    public static boolean asksForSocket(Vars vars) {
        String upgrade = vars.get("HTTP_UPGRADE");
        return upgrade != null && upgrade.equalsIgnoreCase("websocket");
    }

    /** A key or value as bytes for {@link VarsWriter#put(byte[], byte[])}. */
    public static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}

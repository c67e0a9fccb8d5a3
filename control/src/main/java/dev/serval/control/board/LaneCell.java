package dev.serval.control.board;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * How many requests of one connection a worker has begun, where they do not come on the connection
 * itself: once the worker is dead, nothing else tells its router which ones were not.
 *
 * <p>Written by the thread that runs the connection's one request; the token tells whose count it
 * is.
 */
public final class LaneCell {

    static final int BYTES = Long.BYTES;

    private final ByteBuffer memory;
    private final int at;

    LaneCell(ByteBuffer memory, int at) {
        this.memory = memory;
        this.at = at;
    }

    /**
     * So many were begun, with the one that begins now.
     *
     * @param token of the connection
     * @param requests modulo 2^32
     */
    public void begun(int token, int requests) {
        memory.putLong(at, both(token, requests));
        // What the request does must not come before it.
        VarHandle.releaseFence();
    }

    /** Whether this is the count now, and this connection's. */
    public boolean shows(int token, int requests) {
        return memory.getLong(at) == both(token, requests);
    }

    private static long both(int token, int requests) {
        return (long) token << Integer.SIZE | Integer.toUnsignedLong(requests);
    }
}

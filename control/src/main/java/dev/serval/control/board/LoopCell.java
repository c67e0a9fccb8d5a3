package dev.serval.control.board;

import java.nio.ByteBuffer;

/**
 * What one event loop of a router has done and has open.
 *
 * <p>Written by that loop's thread, save for {@link #lostLines}; what it counts only grows while
 * its process lives.
 */
public final class LoopCell {

    private static final int ACCEPTED = 0;
    private static final int CLOSED = 8;
    private static final int REQUESTS = 16;
    private static final int ABORTED = 24;
    private static final int RECEIVED = 32;
    private static final int SENT = 40;
    private static final int TOOK = 48;
    private static final int WAITED = 56;
    private static final int WAITING = 64;
    private static final int SOCKETS_OPENED = 72;
    private static final int SOCKETS_CLOSED = 80;
    private static final int STATUSES = 88;
    private static final int LOST_LINES = 120;
    private static final int HISTOGRAM = 128;

    private final ByteBuffer memory;
    private final Histogram latencies;

    LoopCell(ByteBuffer memory) {
        this.memory = memory;
        this.latencies =
                new Histogram(memory.slice(HISTOGRAM, Histogram.BYTES).order(memory.order()));
    }

    /** A client has connected. */
    public void accepted() {
        add(ACCEPTED, 1);
    }

    /** A client's connection is gone. */
    public void closed() {
        add(CLOSED, 1);
    }

    /** A client has a WebSocket now. */
    public void socketOpened() {
        add(SOCKETS_OPENED, 1);
    }

    /** A WebSocket is gone. */
    public void socketClosed() {
        add(SOCKETS_CLOSED, 1);
    }

    /** How many requests wait for a backend now. */
    public void waiting(int requests) {
        memory.putLong(WAITING, requests);
    }

    /** How many lines of the access log are lost; on the first loop, one call at a time. */
    public void lostLines(long all) {
        memory.putLong(LOST_LINES, all);
    }

    /**
     * A request is over.
     *
     * @param status of its answer; 0 if there was none, or not a whole one
     * @param tookMicros from its head to the last byte of its answer
     * @param waitedMicros of these, until a backend was there for it
     * @param received bytes of its body
     * @param sent bytes of its answer's body
     */
    public void finished(int status, long tookMicros, long waitedMicros, long received, long sent) {
        if (status > 0) {
            Statuses.count(memory, STATUSES, status);
        } else {
            add(ABORTED, 1);
        }
        add(REQUESTS, 1);
        add(TOOK, tookMicros);
        add(WAITED, waitedMicros);
        add(RECEIVED, received);
        add(SENT, sent);
        latencies.record(tookMicros);
    }

    /** All of it as it is now. */
    public Traffic traffic() {
        return new Traffic(
                memory.getLong(ACCEPTED),
                memory.getLong(ACCEPTED) - memory.getLong(CLOSED),
                memory.getLong(SOCKETS_OPENED) - memory.getLong(SOCKETS_CLOSED),
                (int) memory.getLong(WAITING),
                memory.getLong(LOST_LINES),
                new Traffic.Requests(
                        memory.getLong(REQUESTS),
                        memory.getLong(ABORTED),
                        memory.getLong(RECEIVED),
                        memory.getLong(SENT),
                        memory.getLong(TOOK),
                        memory.getLong(WAITED),
                        Statuses.read(memory, STATUSES),
                        latencies.read()));
    }

    private void add(int counter, long by) {
        memory.putLong(counter, memory.getLong(counter) + by);
    }
}

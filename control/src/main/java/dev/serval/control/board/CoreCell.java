package dev.serval.control.board;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * One core's counters and what it runs now.
 *
 * <p>Written by one thread, the one that runs the core. Counters only grow while its process lives;
 * the master adds them up when it is gone.
 */
public final class CoreCell {

    /**
     * Counters, then the histogram, then method and path of at most this many bytes, then {@link
     * LaneCell}s.
     */
    private static final int LABEL_BYTES = 416;

    private static final int REQUESTS = 0;
    private static final int BUSY_SINCE = 8;
    private static final int RUNNING = 16;
    private static final int SENT = 24;
    private static final int EXCEPTIONS = 32;
    private static final int READ_ERRORS = 40;
    private static final int WRITE_ERRORS = 48;
    private static final int LABEL_LENGTH = 56;
    private static final int DEADLINE = 64;
    private static final int HARAKIRIS = 72;
    private static final int SOCKETS = 80;
    private static final int STATUSES = 88;
    private static final int HEAP_USED = 120;
    private static final int HEAP_COMMITTED = 128;
    private static final int HEAP_MAX = 136;
    private static final int COLLECTIONS = 144;
    private static final int COLLECTING = 152;
    private static final int METASPACE = 160;
    private static final int DIRECT = 168;
    private static final int LOST_LINES = 176;
    private static final int HISTOGRAM = 192;
    private static final int LABEL = HISTOGRAM + Histogram.BYTES;

    private static final int LANE = LABEL + LABEL_BYTES;

    /** How many lanes have their place in a cell. */
    static final int LANES = 8;

    /** The size of a cell. */
    static final int BYTES = LANE + LANES * LaneCell.BYTES;

    private final ByteBuffer memory;
    private final Histogram latencies;

    CoreCell(ByteBuffer memory) {
        this.memory = memory;
        this.latencies =
                new Histogram(memory.slice(HISTOGRAM, Histogram.BYTES).order(memory.order()));
    }

    /**
     * A request begins.
     *
     * @param now microseconds since 1970
     * @param deadline when it should be over, microseconds since 1970; 0 for no limit
     */
    public void begin(String method, String path, long now, long deadline) {
        int length = writeLabel(method, path);
        memory.putLong(DEADLINE, deadline);
        memory.putInt(LABEL_LENGTH, length);
        VarHandle.releaseFence();
        memory.putLong(BUSY_SINCE, now);
    }

    /**
     * The request that began is over.
     *
     * @param now microseconds since 1970
     * @param sentBytes what went to the client, head and body
     * @param status of the answer; 0 if there was none
     */
    public void end(long now, long sentBytes, int status) {
        long took = Math.max(0, now - memory.getLong(BUSY_SINCE));
        add(RUNNING, took);
        latencies.record(took);
        add(SENT, sentBytes);
        if (status > 0) {
            Statuses.count(memory, STATUSES, status);
        }
        add(REQUESTS, 1);
        VarHandle.releaseFence();
        memory.putLong(BUSY_SINCE, 0);
    }

    /**
     * The request may take longer; written by the application's thread while it runs.
     *
     * @param deadline microseconds since 1970
     */
    public void extend(long deadline) {
        memory.putLong(DEADLINE, deadline);
    }

    /** How many WebSockets are open; on the worker's first core, one call at a time. */
    public void sockets(int open) {
        memory.putInt(SOCKETS, open);
    }

    /** How many WebSockets of the worker are open, on its first core. */
    public int sockets() {
        return memory.getInt(SOCKETS);
    }

    /** What the heap takes, on the worker's first core; one call at a time. */
    public void heap(Heap now) {
        memory.putLong(HEAP_USED, now.usedBytes());
        memory.putLong(HEAP_COMMITTED, now.committedBytes());
        memory.putLong(HEAP_MAX, now.maxBytes());
    }

    /** What the worker's heap took when it was looked at, on its first core. */
    public Heap heap() {
        return new Heap(
                memory.getLong(HEAP_USED),
                memory.getLong(HEAP_COMMITTED),
                memory.getLong(HEAP_MAX));
    }

    /**
     * How many lines of the access log are lost; on the worker's first core, one call at a time.
     */
    public void lostLines(long all) {
        memory.putLong(LOST_LINES, all);
    }

    /** What the JVM tells of itself, on the worker's first core; one call at a time. */
    public void vitals(Vitals now) {
        memory.putLong(COLLECTIONS, now.collections());
        memory.putLong(COLLECTING, now.collectingMicros());
        memory.putLong(METASPACE, now.metaspaceBytes());
        memory.putLong(DIRECT, now.directBytes());
    }

    /** What the worker's JVM told when it was looked at, on its first core. */
    public Vitals vitals() {
        return new Vitals(
                memory.getLong(COLLECTIONS),
                memory.getLong(COLLECTING),
                memory.getLong(METASPACE),
                memory.getLong(DIRECT));
    }

    /** A request ran past its deadline; counted by the one thread that watches for it. */
    public void countHarakiri() {
        add(HARAKIRIS, 1);
    }

    /** The application threw. */
    public void countException() {
        add(EXCEPTIONS, 1);
    }

    /** The client's body broke off. */
    public void countReadError() {
        add(READ_ERRORS, 1);
    }

    /** The client went away before the answer was written. */
    public void countWriteError() {
        add(WRITE_ERRORS, 1);
    }

    /** One of the {@value #LANES} lanes that have their place here. */
    LaneCell lane(int number) {
        return new LaneCell(memory, LANE + number * LaneCell.BYTES);
    }

    /**
     * Everything is zero again; called by the master once the process that wrote it is reaped. A
     * router may still ask for what a lane has shown.
     */
    public void clear() {
        for (int at = 0; at < LABEL; at += Long.BYTES) {
            memory.putLong(at, 0);
        }
    }

    /** All counters as they are now. */
    public Counters counters() {
        return new Counters(
                requests(),
                runningMicros(),
                sentBytes(),
                memory.getLong(EXCEPTIONS),
                memory.getLong(READ_ERRORS),
                memory.getLong(WRITE_ERRORS),
                memory.getLong(HARAKIRIS),
                memory.getLong(LOST_LINES),
                Statuses.read(memory, STATUSES),
                latencies.read());
    }

    /** Requests finished since the process started. */
    public long requests() {
        return memory.getLong(REQUESTS);
    }

    /** When the running request began, in microseconds since 1970; 0 when idle. */
    public long busySince() {
        return memory.getLong(BUSY_SINCE);
    }

    /** Microseconds spent in requests. */
    public long runningMicros() {
        return memory.getLong(RUNNING);
    }

    /** Bytes sent to clients. */
    public long sentBytes() {
        return memory.getLong(SENT);
    }

    /** When the running request should be over, microseconds since 1970; 0 for no limit. */
    public long deadline() {
        return busySince() == 0 ? 0 : memory.getLong(DEADLINE);
    }

    /** Method and path of the running request, cut to 416 bytes; empty when idle. */
    public String label() {
        if (busySince() == 0) {
            return "";
        }
        VarHandle.acquireFence();
        byte[] text = new byte[Math.clamp(memory.getInt(LABEL_LENGTH), 0, LABEL_BYTES)];
        memory.get(LABEL, text);
        return new String(text, ISO_8859_1);
    }

    private int writeLabel(String method, String path) {
        int at = LABEL;
        for (int i = 0; i < method.length() && at < LANE - 1; i++) {
            memory.put(at++, (byte) method.charAt(i));
        }
        memory.put(at++, (byte) ' ');
        for (int i = 0; i < path.length() && at < LANE; i++) {
            memory.put(at++, (byte) path.charAt(i));
        }
        return at - LABEL;
    }

    private void add(int counter, long by) {
        memory.putLong(counter, memory.getLong(counter) + by);
    }
}

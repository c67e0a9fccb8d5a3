package dev.serval.control.board;

import java.nio.ByteBuffer;

/**
 * How often which time was taken, in memory that may be shared. Each doubling of the time has
 * {@value #PARTS} buckets, so that a time is known to 6 %; what is longer than two minutes counts
 * as two minutes.
 *
 * <p>Written by one thread, read by any process.
 */
public final class Histogram {

    /** Buckets of each doubling. */
    static final int PARTS = 8;

    private static final int PART_BITS = 3;
    private static final int LAST_DOUBLING = 26;

    /** How many there are. */
    static final int BUCKETS = (LAST_DOUBLING - PART_BITS + 2) * PARTS;

    static final int BYTES = BUCKETS * Long.BYTES;

    private final ByteBuffer memory;

    Histogram(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Of one process, which guards it itself; empty. */
    public static Histogram ofOneProcess() {
        return new Histogram(ByteBuffer.allocate(BYTES));
    }

    /** It was taken once more. */
    public void record(long micros) {
        int at = bucket(micros) * Long.BYTES;
        memory.putLong(at, memory.getLong(at) + 1);
    }

    /** All of it as it is now. */
    public Latencies read() {
        long[] counts = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = memory.getLong(i * Long.BYTES);
        }
        return new Latencies(counts);
    }

    /** The bucket of a time. */
    static int bucket(long micros) {
        if (micros < PARTS) {
            return (int) Math.max(0, micros);
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        if (doubling > LAST_DOUBLING) {
            return BUCKETS - 1;
        }
        int part = (int) (micros >>> (doubling - PART_BITS)) & (PARTS - 1);
        return (doubling - PART_BITS + 1) * PARTS + part;
    }

    /** The first time, in microseconds, that is beyond a bucket. */
    static long end(int bucket) {
        if (bucket < PARTS) {
            return bucket + 1L;
        }
        int shift = bucket / PARTS - 1;
        return (PARTS + bucket % PARTS + 1L) << shift;
    }
}

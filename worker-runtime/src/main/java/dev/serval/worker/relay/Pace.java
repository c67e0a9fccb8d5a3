package dev.serval.worker.relay;

/**
 * How long the application takes, and whether one more request is worth running on the loop. A
 * sample may be lost where two threads tell at once.
 *
 * <p>A request on the loop costs no change of threads, but all behind it wait for it. Worth it is
 * therefore what is expected to be over in less time than such a wait may take.
 */
final class Pace {

    /** What the requests that wait on the loop may take together, in nanoseconds. */
    static final long BRISK_NANOS = 250_000;

    /** One request that was slow for once is not to count for more than this. */
    private static final long MOST_NANOS = 4 * BRISK_NANOS;

    private static final int WEIGHT = 8;

    private volatile long mean;

    /**
     * Whether a request may run on the loop.
     *
     * @param ahead how many are to run there before it
     */
    boolean brisk(int ahead) {
        return mean * (ahead + 1) <= BRISK_NANOS;
    }

    /** A request took so long, wherever it ran. */
    void took(long nanos) {
        long before = mean;
        mean = before + (Math.clamp(nanos, 0, MOST_NANOS) - before) / WEIGHT;
    }
}

package dev.serval.control.board;

import java.util.Arrays;

/** How often which time was taken, as of one moment. Immutable; times are in microseconds. */
public final class Latencies {

    /** Nothing yet. */
    public static final Latencies NONE = new Latencies(new long[Histogram.BUCKETS]);

    private final long[] counts;

    Latencies(long[] counts) {
        this.counts = counts;
    }

    /** Both together. */
    public Latencies plus(Latencies more) {
        long[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more.counts[i];
        }
        return new Latencies(sum);
    }

    /** What has come since an earlier moment. */
    public Latencies since(Latencies earlier) {
        long[] difference = counts.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] = Math.max(0, difference[i] - earlier.counts[i]);
        }
        return new Latencies(difference);
    }

    /** How many times there are. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The time that this share of all was within, to 6 %.
     *
     * @param share from 0 to 1
     * @return 0 if there is none
     */
    public long percentile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(count() * share));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return middle(i);
            }
        }
        return 0;
    }

    /** How many took less than this; exact where it is a power of two. */
    public long below(long micros) {
        long sum = 0;
        for (int i = 0; i < counts.length && Histogram.end(i) <= micros; i++) {
            sum += counts[i];
        }
        return sum;
    }

    private static long middle(int bucket) {
        long first = bucket == 0 ? 0 : Histogram.end(bucket - 1);
        return (first + Histogram.end(bucket) - 1) / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latencies that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }
}

package dev.serval.spool;

import java.security.SecureRandom;

/**
 * Makes ids of jobs: 26 letters and digits, the time in milliseconds first and 80 random bits after
 * it (the form of a ULID), so that they sort by time. Two of one process never go backwards. Any
 * thread.
 */
public final class JobId {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Of an id. */
    static final int LETTERS = 26;

    private static final int TIME_DIGITS = 10;
    private static final int HALF_DIGITS = 8;
    private static final int BITS = 5;
    private static final int MASK = 31;
    private static final int HALF_BITS = HALF_DIGITS * BITS;

    private final SecureRandom random = new SecureRandom();
    private long last;
    private long high;
    private long low;

    /** Of one process; each that submits has its own. */
    public JobId() {}

    /**
     * Makes one.
     *
     * @param now milliseconds since 1970
     */
    public synchronized String next(long now) {
        if (now > last) {
            last = now;
            // The first bit is left for counting on.
            high = random.nextLong() & ((1L << (HALF_BITS - 1)) - 1);
            low = random.nextLong() & ((1L << HALF_BITS) - 1);
        } else {
            low = (low + 1) & ((1L << HALF_BITS) - 1);
            high += low == 0 ? 1 : 0;
        }
        StringBuilder id = new StringBuilder(LETTERS);
        digits(id, last, TIME_DIGITS);
        digits(id, high, HALF_DIGITS);
        digits(id, low, HALF_DIGITS);
        return id.toString();
    }

    /** The time in an id, milliseconds since 1970. */
    static long millis(String id) {
        long time = 0;
        for (int i = 0; i < TIME_DIGITS; i++) {
            time = time << BITS | DIGITS.indexOf(id.charAt(i));
        }
        return time;
    }

    private static void digits(StringBuilder id, long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            id.append(DIGITS.charAt((int) (value >>> (i * BITS)) & MASK));
        }
    }
}

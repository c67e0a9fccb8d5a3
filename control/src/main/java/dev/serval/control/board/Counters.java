package dev.serval.control.board;

/**
 * What one core has done.
 *
 * @param requests requests finished
 * @param runningMicros microseconds spent in them
 * @param sentBytes bytes sent to clients
 * @param exceptions requests in which the application threw
 * @param readErrors requests whose body broke off
 * @param writeErrors requests whose client went away before the answer was written
 * @param harakiris requests that ran past their deadline
 */
public record Counters(
        long requests,
        long runningMicros,
        long sentBytes,
        long exceptions,
        long readErrors,
        long writeErrors,
        long harakiris) {

    /** Nothing done yet. */
    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Counters plus(Counters more) {
        return new Counters(
                requests + more.requests,
                runningMicros + more.runningMicros,
                sentBytes + more.sentBytes,
                exceptions + more.exceptions,
                readErrors + more.readErrors,
                writeErrors + more.writeErrors,
                harakiris + more.harakiris);
    }
}

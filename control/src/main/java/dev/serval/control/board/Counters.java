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
 * @param lostLines lines of the access log, of all the worker's cores, on its first one
 * @param statuses answers by their status
 * @param latencies how long they took
 */
public record Counters(
        long requests,
        long runningMicros,
        long sentBytes,
        long exceptions,
        long readErrors,
        long writeErrors,
        long harakiris,
        long lostLines,
        Statuses statuses,
        Latencies latencies) {

    /** Nothing done yet. */
    public static final Counters NONE =
            new Counters(0, 0, 0, 0, 0, 0, 0, 0, Statuses.NONE, Latencies.NONE);

    /** Both together. */
    public Counters plus(Counters more) {
        return new Counters(
                requests + more.requests,
                runningMicros + more.runningMicros,
                sentBytes + more.sentBytes,
                exceptions + more.exceptions,
                readErrors + more.readErrors,
                writeErrors + more.writeErrors,
                harakiris + more.harakiris,
                lostLines + more.lostLines,
                statuses.plus(more.statuses),
                latencies.plus(more.latencies));
    }
}

package dev.serval.control.board;

/**
 * What a router, or a loop of it, has done and has open.
 *
 * @param accepted connections so far
 * @param open connections now
 * @param sockets WebSockets now
 * @param waiting requests that wait for a backend now
 * @param lostLines lines of the access log that were not written so far
 * @param requests those that are over
 */
public record Traffic(
        long accepted, long open, long sockets, int waiting, long lostLines, Requests requests) {

    /** Nothing yet. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, Requests.NONE);

    /**
     * @param count how many
     * @param aborted of these, without a whole answer
     * @param receivedBytes of their bodies
     * @param sentBytes of their answers' bodies
     * @param tookMicros all their times together
     * @param waitedMicros of these, until a backend was there
     * @param statuses of the answers
     * @param latencies how often which time was taken
     */
    public record Requests(
            long count,
            long aborted,
            long receivedBytes,
            long sentBytes,
            long tookMicros,
            long waitedMicros,
            Statuses statuses,
            Latencies latencies) {

        /** None yet. */
        public static final Requests NONE =
                new Requests(0, 0, 0, 0, 0, 0, Statuses.NONE, Latencies.NONE);

        /** Both together. */
        public Requests plus(Requests more) {
            return new Requests(
                    count + more.count,
                    aborted + more.aborted,
                    receivedBytes + more.receivedBytes,
                    sentBytes + more.sentBytes,
                    tookMicros + more.tookMicros,
                    waitedMicros + more.waitedMicros,
                    statuses.plus(more.statuses),
                    latencies.plus(more.latencies));
        }
    }

    /** Both together. */
    public Traffic plus(Traffic more) {
        return new Traffic(
                accepted + more.accepted,
                open + more.open,
                sockets + more.sockets,
                waiting + more.waiting,
                lostLines + more.lostLines,
                requests.plus(more.requests));
    }

    /** What is left of it when its process is gone: nothing is open any more. */
    public Traffic past() {
        return new Traffic(accepted, 0, 0, 0, lostLines, requests);
    }
}

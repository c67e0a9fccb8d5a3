package dev.serval.control.trace;

/**
 * What a span tells of a request that is over.
 *
 * @param target as the client wrote it; its path alone is told
 * @param host our own name; empty if unknown
 * @param protocol e.g. {@code HTTP/1.1}; empty if unknown
 * @param status of the answer; 0 if there was none
 * @param whole whether all of the answer was sent
 * @param fault the class of what the application has thrown; empty for nothing
 * @param server who ran the application
 */
public record RequestFacts(
        String target,
        String host,
        String protocol,
        int status,
        boolean whole,
        String fault,
        Server server) {

    /**
     * @param pid its process; 0 if it is none of ours
     * @param core its core; -1 if that is not known
     */
    public record Server(long pid, int core) {
        /** Nobody of ours. */
        public static final Server NONE = of(0);

        /** A worker, one of whose cores it was: which, only the worker knows. */
        public static Server of(long pid) {
            return new Server(pid, -1);
        }
    }
}

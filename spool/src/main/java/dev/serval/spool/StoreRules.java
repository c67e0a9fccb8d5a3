package dev.serval.spool;

/**
 * How the jobs of a queue are kept.
 *
 * @param policy when things have reached the disk; for a folder, what keeps jobs elsewhere has its
 *     own
 * @param maxBytes the largest body taken
 * @param retries what becomes of jobs that fail
 * @param ordered whether jobs run one after the other, as they were submitted
 */
public record StoreRules(FsyncPolicy policy, long maxBytes, RetryRules retries, boolean ordered) {

    /**
     * @throws StoreException if the body is too large
     */
    public void check(Payload payload) throws StoreException {
        if (payload.body().length > maxBytes) {
            throw StoreException.oversized(payload.body().length, maxBytes);
        }
    }
}

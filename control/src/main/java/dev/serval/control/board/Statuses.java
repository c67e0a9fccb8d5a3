package dev.serval.control.board;

/**
 * Answers by the first digit of their status.
 *
 * @param ok 1xx and 2xx
 * @param redirects 3xx
 * @param clientErrors 4xx
 * @param serverErrors 5xx
 */
public record Statuses(long ok, long redirects, long clientErrors, long serverErrors) {

    /** No answer yet. */
    public static final Statuses NONE = new Statuses(0, 0, 0, 0);

    /** Both together. */
    public Statuses plus(Statuses more) {
        return new Statuses(
                ok + more.ok,
                redirects + more.redirects,
                clientErrors + more.clientErrors,
                serverErrors + more.serverErrors);
    }

    /** Which of the four a status belongs to, 0 to 3. */
    static int index(int status) {
        return Math.clamp(status / 100 - 2, 0, 3);
    }
}

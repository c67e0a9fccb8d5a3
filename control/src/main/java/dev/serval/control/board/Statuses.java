package dev.serval.control.board;

import java.nio.ByteBuffer;

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

    /** Counts one, among the four counters that are there. */
    static void count(ByteBuffer memory, int at, int status) {
        int counter = at + Math.clamp(status / 100 - 2, 0, 3) * Long.BYTES;
        memory.putLong(counter, memory.getLong(counter) + 1);
    }

    /** The four counters that are there. */
    static Statuses read(ByteBuffer memory, int at) {
        return new Statuses(
                memory.getLong(at),
                memory.getLong(at + Long.BYTES),
                memory.getLong(at + 2 * Long.BYTES),
                memory.getLong(at + 3 * Long.BYTES));
    }
}

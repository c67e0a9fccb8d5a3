package dev.serval.router.exchange;

import dev.serval.control.log.Complaint;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of answers may wait in files for slow clients: of one answer, and of all of a router's
 * together. Any thread.
 */
public final class SpoolRoom {

    private final long perAnswer;
    private final long total;
    private final AtomicLong used = new AtomicLong();
    private final Complaint complaint = new Complaint();

    /**
     * @param perAnswer in bytes; 0 for no files
     * @param total in bytes; 0 for no files
     */
    public SpoolRoom(long perAnswer, long total) {
        this.perAnswer = perAnswer;
        this.total = total;
    }

    /** Whether no answer that has none yet may have a file. */
    boolean none() {
        return perAnswer == 0 || used.get() >= total;
    }

    /** Whether an answer whose file has this size may not let it grow. */
    boolean full(long size) {
        return size >= perAnswer || used.get() >= total;
    }

    /** There is no room after all. */
    void failed(IOException why) {
        complaint.say(
                "answers cannot be kept in files (%s): workers wait for clients that read slowly"
                        .formatted(why.getMessage()));
    }

    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}

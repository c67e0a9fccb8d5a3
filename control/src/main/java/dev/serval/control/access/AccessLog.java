package dev.serval.control.access;

import dev.serval.control.config.AccessConfig;
import dev.serval.control.log.Complaint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Writes lines on a thread of its own, so that no request waits for a disk. What is more than it
 * can write, or what the disk does not take, is lost, and counted.
 *
 * <p>Each thread that has something to say has a {@link Pen}; the other methods are for any thread.
 */
public final class AccessLog {

    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int MAX_BLOCKS = 128;

    private final AccessConfig config;
    private final AccessFormat format;
    private final BlockingQueue<AccessLines> blocks = new ArrayBlockingQueue<>(MAX_BLOCKS);
    private final LongConsumer tally;
    private long lost;
    private final Complaint complaint = new Complaint();
    private final AccessTarget target;

    private AccessLog(AccessConfig config, String host, LongConsumer tally) throws IOException {
        this.config = config;
        this.tally = tally;
        this.format = AccessFormat.parse(config.format());
        this.target = AccessTarget.open(AccessDestination.parse(config.target()), host);
    }

    /**
     * Opens its file and starts its thread.
     *
     * @param host our name, for other hosts
     * @param tally told how many lines are lost, all in all, whenever some are; one call at a time
     * @throws AccessLogException if its file cannot be written
     */
    public static AccessLog open(AccessConfig config, String host, LongConsumer tally)
            throws AccessLogException {
        AccessLog log;
        try {
            log = new AccessLog(config, host, tally);
        } catch (IOException e) {
            throw AccessLogException.cannotBeOpened(e);
        }
        Thread.ofPlatform().daemon().name("access-log").start(log::write);
        return log;
    }

    /** Lines of one thread, gathered until there are many or {@link #flush} is called. */
    public final class Pen {

        private final AccessLine line = new AccessLine();
        private byte[] block = new byte[BLOCK_BYTES];
        private int length;
        private int lines;

        private Pen() {}

        /**
         * Writes its line, if such a request has one.
         *
         * @param status of the answer; 0 for none
         */
        public void write(int status, long micros, AccessEntry entry) {
            if (!config.wants(status, micros)) {
                return;
            }
            line.clear();
            format.write(entry, line);
            if (length + line.length() > block.length) {
                flush();
            }
            if (line.length() > block.length) {
                lose(1);
                return;
            }
            System.arraycopy(line.bytes(), 0, block, length, line.length());
            length += line.length();
            lines++;
        }

        /** Hands over what has been gathered; to be called now and then. */
        public void flush() {
            if (lines == 0) {
                return;
            }
            if (blocks.offer(new AccessLines(block, length, lines))) {
                block = new byte[BLOCK_BYTES];
            } else {
                lose(lines);
            }
            length = 0;
            lines = 0;
        }
    }

    /** A pen for one thread. */
    public Pen pen() {
        return new Pen();
    }

    /** Lines that were not written. */
    public synchronized long lost() {
        return lost;
    }

    private synchronized long lose(int lines) {
        lost += lines;
        tally.accept(lost);
        return lost;
    }

    /** Waits until all that was handed over is written, but no longer than this. */
    public void end(Duration patience) {
        AccessLines last = AccessLines.none();
        try {
            if (!blocks.offer(last, patience.toMillis(), TimeUnit.MILLISECONDS)
                    || !last.whenDone().await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                complaint.say("the access log is not written to its end");
            }
        } catch (InterruptedException e) {
            // The process ends in any case.
            return;
        }
    }

    private void write() {
        try {
            while (true) {
                AccessLines lines = blocks.take();
                write(lines);
                lines.done();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; what comes from now on would be lost.
            return;
        }
    }

    private void write(AccessLines lines) {
        try {
            target.write(lines);
        } catch (IOException e) {
            long all = lose(lines.left());
            complaint.say(
                    "the access log cannot be written (%s): %d lines are lost so far"
                            .formatted(e.getMessage(), all));
        }
    }
}

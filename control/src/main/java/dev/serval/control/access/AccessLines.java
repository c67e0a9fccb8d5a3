package dev.serval.control.access;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/**
 * Some whole lines on their way out. Made by whoever writes lines, then read by the log's thread,
 * which keeps count of those that are out.
 */
final class AccessLines {

    private final byte[] bytes;
    private final int length;
    private final CountDownLatch done = new CountDownLatch(1);
    private int at;
    private int left;

    /**
     * @param bytes taken over
     * @param length of these, the last one ends a line
     */
    AccessLines(byte[] bytes, int length, int lines) {
        this.bytes = bytes;
        this.length = length;
        this.left = lines;
    }

    /** None, to learn when all before are out. */
    static AccessLines none() {
        return new AccessLines(new byte[0], 0, 0);
    }

    /** Lines that are not out yet. */
    int left() {
        return left;
    }

    boolean more() {
        return at < length;
    }

    /** The next line with its end. */
    ByteBuffer line() {
        return ByteBuffer.wrap(bytes, at, end(at) - at);
    }

    /** As many lines as fit into so many bytes; one at least. */
    ByteBuffer upTo(int limit) {
        if (length - at <= limit) {
            return ByteBuffer.wrap(bytes, at, length - at);
        }
        for (int end = at + limit; end > at; end--) {
            if (bytes[end - 1] == '\n') {
                return ByteBuffer.wrap(bytes, at, end - at);
            }
        }
        return line();
    }

    private int end(int from) {
        int end = from;
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    /**
     * So many bytes are out.
     *
     * @return whether they end with a line
     */
    boolean out(int count) {
        for (int end = at + count; at < end; at++) {
            if (bytes[at] == '\n') {
                left--;
            }
        }
        return at == 0 || bytes[at - 1] == '\n';
    }

    /** Nothing more will be done about them. */
    void done() {
        done.countDown();
    }

    /** Told when nothing more will be done about them. */
    CountDownLatch whenDone() {
        return done;
    }
}

package dev.serval.worker.call;

import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request body on its way from the event loop to the application's thread, at most {@value
 * #HIGH_BYTES} bytes and one read of it at a time.
 *
 * <p>The loop offers, ends and fails; the application reads. Whoever takes a buffer out releases
 * it.
 */
public final class BodyPipe extends InputStream {

    private static final int HIGH_BYTES = 256 * 1024;
    private static final int LOW_BYTES = 64 * 1024;

    /** For a body that breaks off or is malformed. */
    public static final int BAD_REQUEST = 400;

    private static final int REQUEST_TIMEOUT = 408;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private final Duration silence;
    private final Runnable thirsty;
    private int buffered;
    private boolean ended;

    /** Became full, and has not run low since: the socket is not read, or soon not. */
    private boolean full;

    private boolean dropped;
    private @Nullable String failure;
    private int failureStatus = BAD_REQUEST;
    private int fault;

    /**
     * @param silence how long a read waits for the client
     * @param thirsty called on the application's thread when the loop may read from the socket
     *     again
     */
    public BodyPipe(Duration silence, Runnable thirsty) {
        this.silence = silence;
        this.thirsty = thirsty;
    }

    /**
     * Takes one piece; loop only.
     *
     * @return whether the socket may be read on; if not, {@code thirsty} follows
     */
    public boolean offer(ByteBuf piece) {
        lock.lock();
        try {
            if (dropped) {
                piece.release();
                return true;
            }
            pieces.add(piece);
            buffered += piece.readableBytes();
            full |= buffered >= HIGH_BYTES;
            changed.signal();
            return !full;
        } finally {
            lock.unlock();
        }
    }

    /** The last byte has come; loop only. */
    public void end() {
        finish(null);
    }

    /**
     * No more will come, and something is missing; loop only.
     *
     * @param status for the client, should the application miss it before it answers
     */
    public void fail(String why, int status) {
        lock.lock();
        try {
            failureStatus = ended ? failureStatus : status;
            finish(why);
        } finally {
            lock.unlock();
        }
    }

    private void finish(@Nullable String why) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = why;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last byte has come from the client. */
    public boolean complete() {
        lock.lock();
        try {
            return ended && failure == null;
        } finally {
            lock.unlock();
        }
    }

    /** The status for the client whose body the application could not read; 0 if it could. */
    int faultStatus() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what is left and all that comes; the application is done with it. */
    void drop() {
        boolean wake;
        lock.lock();
        try {
            dropped = true;
            pieces.forEach(ByteBuf::release);
            pieces.clear();
            buffered = 0;
            wake = full;
            full = false;
        } finally {
            lock.unlock();
        }
        if (wake) {
            thirsty.run();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        boolean wake = false;
        int taken;
        lock.lock();
        try {
            ByteBuf piece = awaitPiece();
            if (piece == null) {
                return -1;
            }
            taken = Math.min(length, piece.readableBytes());
            piece.readBytes(target, offset, taken);
            buffered -= taken;
            if (!piece.isReadable()) {
                pieces.remove().release();
            }
            if (full && buffered <= LOW_BYTES) {
                full = false;
                wake = true;
            }
        } finally {
            lock.unlock();
        }
        if (wake) {
            thirsty.run();
        }
        return taken;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return buffered;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ByteBuf awaitPiece() throws IOException {
        long left = silence.toNanos();
        while (pieces.isEmpty() && !ended && !dropped) {
            if (left <= 0) {
                fault = REQUEST_TIMEOUT;
                throw new IOException(
                        "the client sent nothing for %d ms".formatted(silence.toMillis()));
            }
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while reading the body", e);
            }
        }
        if (dropped) {
            throw new IOException("the request is over");
        }
        ByteBuf piece = pieces.peek();
        if (piece == null && failure != null) {
            fault = failureStatus;
            throw new EOFException(failure);
        }
        return piece;
    }
}

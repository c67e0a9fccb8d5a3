package dev.serval.adapter.jdkhttp;

import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import dev.serval.app.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way from the program's thread to the core's.
 *
 * <p>A small one crosses whole, with its length. One that is larger, or flushed, or goes on after
 * its handler has returned, is passed on as it comes, and waits for a client that is slower.
 */
final class Reply {

    private static final int WHOLE_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
    private @Nullable ReplyHead head;
    private @Nullable Throwable fault;
    private @Nullable Thread runner;
    private long written;
    private boolean passedOn;
    private boolean ended;
    private boolean gone;

    /** The handler is about to run on this thread; false if nobody waits for it any more. */
    boolean begin() {
        return locked(() -> {
            runner = Thread.currentThread();
            return !gone;
        });
    }

    /** The handler has returned. What is not complete is completed by another thread of its. */
    void returned() {
        locked(() -> {
            release();
            ReplyHead told = head;
            ended |= told != null && told.length() >= 0 && written == told.length();
            passedOn |= told != null;
            return true;
        });
    }

    /** The handler has thrown; if its answer was complete already, nobody needs to know. */
    void failed(Throwable thrown) {
        locked(() -> {
            release();
            fault = ended || fault != null ? fault : thrown;
            return true;
        });
    }

    /** An interrupt that was meant for this request is over with it. */
    private void release() {
        runner = null;
        if (gone) {
            Thread.interrupted();
        }
    }

    /** The exchange is closed. */
    void close() {
        locked(() -> {
            if (!ended && fault == null) {
                fault =
                        new IOException(
                                head == null
                                        ? "the exchange was closed before it was answered"
                                        : "the exchange was closed before its answer was whole");
            }
            return true;
        });
    }

    /**
     * @throws IOException if there is one already, or the client is gone
     */
    void head(ReplyHead told) throws IOException {
        lock.lock();
        try {
            check();
            if (head != null) {
                throw new IOException("headers already sent");
            }
            head = told;
            ended = told.bodiless();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Where the program writes the body. */
    OutputStream stream() {
        return new ReplyStream(this);
    }

    /** Waits while much is on its way. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            ReplyHead told = begun();
            if (told.bodiless() && told.length() != 0) {
                return;
            }
            if (ended) {
                throw new IOException("stream closed");
            }
            if (told.length() >= 0 && length > told.length() - written) {
                throw new IOException("too many bytes to write to stream");
            }
            for (int at = 0; at < length; at += WHOLE_BYTES) {
                awaitRoom();
                pending.write(bytes, offset + at, Math.min(WHOLE_BYTES, length - at));
                passedOn |= pending.size() > WHOLE_BYTES;
                changed.signalAll();
            }
            written += length;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        while (pending.size() >= MOST_BYTES && !gone) {
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while writing the answer", e);
            }
        }
        check();
    }

    private ReplyHead begun() throws IOException {
        check();
        ReplyHead told = head;
        if (told == null) {
            throw new IOException("response headers not sent yet");
        }
        return told;
    }

    private void check() throws IOException {
        if (gone) {
            throw new IOException("the client is gone, or the request was given up");
        }
    }

    /** What is written goes out, unless it is all there is and goes out as a whole. */
    void flush() throws IOException {
        lock.lock();
        try {
            ReplyHead told = begun();
            passedOn |= written != told.length();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The body is complete. */
    void end() throws IOException {
        lock.lock();
        try {
            ReplyHead told = begun();
            if (!ended && told.length() > written) {
                fault = new IOException("insufficient bytes written to stream");
                throw new IOException("insufficient bytes written to stream");
            }
            ended = true;
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /**
     * Waits for the answer, or for its beginning; the core's thread.
     *
     * @throws Exception what the handler threw, or with the handler's stack if the request is given
     *     up
     */
    Response await() throws Exception {
        lock.lock();
        try {
            ReplyHead told = head;
            while (fault == null && (told == null || !(ended || passedOn))) {
                changed.await();
                told = head;
            }
            rethrow();
            return new Response(
                    Objects.requireNonNull(told, "a head").status(), told.fields(), body(told));
        } catch (InterruptedException e) {
            throw givenUp(e);
        } finally {
            lock.unlock();
        }
    }

    private Body body(ReplyHead told) {
        if (told.bodiless()) {
            return told.length() == 0
                    ? new Body.None()
                    : new Body.Input(InputStream.nullInputStream(), told.length());
        }
        if (ended) {
            return new Body.Bytes(pending.toByteArray());
        }
        Body.Streaming streaming = this::passOn;
        return streaming;
    }

    private void rethrow() throws Exception {
        switch (fault) {
            case null -> {}
            case Exception e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(fault);
        }
    }

    private IOException givenUp(InterruptedException cause) {
        gone = true;
        changed.signalAll();
        IOException told = new IOException("given up; the handler was here", cause);
        Thread handling = runner;
        if (handling != null) {
            told.setStackTrace(handling.getStackTrace());
            handling.interrupt();
        }
        return told;
    }

    private void passOn(BodyWriter out) throws Exception {
        try {
            for (byte[] part = next(); part.length > 0; part = next()) {
                out.write(part);
                out.flush();
            }
        } catch (IOException e) {
            locked(() -> gone = true);
            throw e;
        }
    }

    /** Empty at the end. */
    private byte[] next() throws Exception {
        lock.lock();
        try {
            while (pending.size() == 0 && !ended && fault == null) {
                changed.await();
            }
            if (pending.size() == 0) {
                rethrow();
            }
            byte[] part = pending.toByteArray();
            pending.reset();
            changed.signalAll();
            return part;
        } catch (InterruptedException e) {
            throw givenUp(e);
        } finally {
            lock.unlock();
        }
    }

    private boolean locked(BooleanSupplier step) {
        lock.lock();
        try {
            return step.getAsBoolean();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }
}

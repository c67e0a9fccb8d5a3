package dev.serval.worker.answer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.FileRegion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where a core's thread puts an answer: buffers go to the event loop, and the thread waits while
 * too many bytes are on their way to a slow peer.
 */
public final class AnswerSink {

    /** How much of an answer may be on its way. */
    public static final int OF_AN_ANSWER = 512 * 1024;

    private final Channel channel;
    private final Duration silence;
    private final int highBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long underWay;
    private long sent;
    private boolean broken;
    private volatile boolean whole;

    /**
     * @param silence how long the peer may take nothing
     * @param highBytes how much may be on its way before a write waits
     */
    public AnswerSink(Channel channel, Duration silence, int highBytes) {
        this.channel = channel;
        this.highBytes = highBytes;
        this.silence = silence;
    }

    /** Bytes written so far. */
    public long sentBytes() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    /** With what is written next the peer has all of the answer, and may ask again. Said before. */
    void whole() {
        whole = true;
    }

    /** Whether the peer may have all of the answer; any thread. */
    public boolean isWhole() {
        return whole;
    }

    /**
     * Sends a buffer, sooner or later; takes it over.
     *
     * @throws IOException if the peer is gone or takes nothing for too long
     */
    void write(ByteBuf bytes) throws IOException {
        write(bytes, bytes.readableBytes());
    }

    /**
     * Sends a part of a file; takes it over.
     *
     * @throws IOException if the peer is gone
     */
    void write(FileRegion file) throws IOException {
        write(file, file.count());
    }

    /**
     * Sends a message that the channel's pipeline makes bytes of; takes it over.
     *
     * @param bytes how much it counts for
     * @throws IOException if the peer is gone or takes nothing for too long
     */
    public void write(Object message, long bytes) throws IOException {
        try {
            awaitRoom();
        } catch (IOException e) {
            ReferenceCountUtil.release(message);
            throw e;
        }
        count(bytes);
        channel.writeAndFlush(message).addListener(done -> written(bytes, (ChannelFuture) done));
    }

    private void count(long bytes) {
        lock.lock();
        try {
            underWay += bytes;
            sent += bytes;
        } finally {
            lock.unlock();
        }
    }

    private void written(long bytes, ChannelFuture done) {
        lock.lock();
        try {
            underWay -= bytes;
            broken |= !done.isSuccess();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        lock.lock();
        try {
            long left = silence.toNanos();
            long before = underWay;
            while (underWay > highBytes && !broken) {
                left = underWay < before ? silence.toNanos() : left;
                before = underWay;
                if (left <= 0) {
                    throw new IOException(
                            "the client took nothing for %d ms".formatted(silence.toMillis()));
                }
                left = changed.awaitNanos(left);
            }
            if (broken) {
                throw new IOException("the client is gone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing the answer", e);
        } finally {
            lock.unlock();
        }
    }
}

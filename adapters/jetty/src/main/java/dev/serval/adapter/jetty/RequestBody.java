package dev.serval.adapter.jetty;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/**
 * A request's body for an engine that does not want to wait: what is here is read at once, and for
 * what is not a thread waits. One thread at a time, as the engine sees to.
 */
final class RequestBody {

    private static final int BLOCK_BYTES = 32 * 1024;

    private final InputStream in;
    private final HttpChannel channel;
    private final Executor threads;
    private long left;
    private Content.@Nullable Chunk next;

    /**
     * @param length in bytes; -1 if it is not known
     */
    RequestBody(InputStream in, long length, HttpChannel channel, Executor threads) {
        this.in = in;
        this.left = length;
        this.channel = channel;
        this.threads = threads;
    }

    /** Null if nothing is here yet. */
    synchronized Content.@Nullable Chunk read() {
        Content.Chunk chunk = next;
        if (chunk == null && arrived()) {
            chunk = waited();
        }
        next = chunk == null ? null : Content.Chunk.next(chunk);
        return chunk;
    }

    private boolean arrived() {
        try {
            return left == 0 || in.available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Tells the channel when there is something to read. */
    void demand() {
        if (here()) {
            tell();
            return;
        }
        threads.execute(() -> {
            Content.Chunk chunk = waited();
            synchronized (this) {
                next = chunk;
            }
            tell();
        });
    }

    private synchronized boolean here() {
        return next != null || arrived();
    }

    private void tell() {
        Runnable task = channel.onContentAvailable();
        if (task != null) {
            task.run();
        }
    }

    private Content.Chunk waited() {
        if (left == 0) {
            return Content.Chunk.EOF;
        }
        try {
            byte[] block = new byte[BLOCK_BYTES];
            int length = in.read(block);
            if (length < 0) {
                return end();
            }
            left = left < 0 ? left : left - length;
            byte[] exact = length < block.length / 2 ? Arrays.copyOf(block, length) : block;
            return Content.Chunk.from(ByteBuffer.wrap(exact, 0, length), left == 0);
        } catch (IOException e) {
            return Content.Chunk.from(e, true);
        }
    }

    private Content.Chunk end() {
        if (left > 0) {
            return Content.Chunk.from(new EOFException("the body broke off"), true);
        }
        left = 0;
        return Content.Chunk.EOF;
    }
}

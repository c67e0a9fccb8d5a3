package dev.serval.adapter.boot.bridge;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A request's body. A read waits for the client; who must not wait asks for {@link #available}
 * first, and is told by a thread that waits in its stead. One thread at a time, as Tomcat sees to.
 */
final class RequestBody implements InputBuffer {

    private static final int BLOCK_BYTES = 32 * 1024;

    private final InputStream in;
    private final byte[] block;
    private long left;
    private int ahead;
    private @Nullable IOException fault;

    /**
     * @param length in bytes; -1 if it is not known
     */
    RequestBody(InputStream in, long length) {
        this.in = in;
        this.left = length;
        this.block = new byte[length < 0 ? BLOCK_BYTES : (int) Math.min(BLOCK_BYTES, length)];
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        int length = takeAhead();
        if (length == 0) {
            length = read();
        }
        if (length > 0) {
            handler.setByteBuffer(ByteBuffer.wrap(block, 0, length));
        }
        return length;
    }

    private synchronized int takeAhead() throws IOException {
        if (ahead == 0 && fault != null) {
            throw fault;
        }
        int length = ahead;
        ahead = 0;
        return length;
    }

    /** Outside of the lock: whoever asks how things are must not wait for the client. */
    private int read() throws IOException {
        if (finished()) {
            return -1;
        }
        int length = in.read(block);
        synchronized (this) {
            if (length < 0 && left > 0) {
                throw new EOFException("the body broke off");
            }
            left = length < 0 ? 0 : left < 0 ? left : left - length;
        }
        return length;
    }

    /** Bytes that a read gives at once; at least one where it would throw. */
    @Override
    public synchronized int available() {
        if (ahead > 0 || fault != null) {
            return Math.max(ahead, 1);
        }
        try {
            return left == 0 ? 0 : in.available();
        } catch (IOException e) {
            fault = e;
            return 1;
        }
    }

    /** Whether it is known that nothing follows. */
    synchronized boolean finished() {
        return left == 0 && ahead == 0 && fault == null;
    }

    /** Waits for the next bytes, or the end; for a thread that may. */
    void readAhead() {
        try {
            int length = read();
            synchronized (this) {
                ahead = Math.max(0, length);
            }
        } catch (IOException e) {
            synchronized (this) {
                fault = e;
            }
        }
    }
}

package dev.serval.adapter.jwsgi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A request's body, read as uWSGI's is: a read waits until the array is full or the body is over.
 * What has been read is kept, up to {@value #KEPT_BYTES} bytes, so that it can be read again.
 *
 * <p>Belongs to the thread that runs the request.
 */
public final class RequestInput {

    private static final int KEPT_BYTES = 1 << 20;

    private final InputStream body;
    private final long length;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private byte[] again = new byte[0];
    private long consumed;
    private long position;

    /**
     * @param length what the client said; 0 if it did not
     */
    public RequestInput(InputStream body, long length) {
        this.body = body;
        this.length = length;
    }

    /**
     * @return -1 at the end
     * @throws IOException if the client breaks off or is silent
     */
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @return how many bytes were read; -1 at the end
     * @throws IOException if the client breaks off or is silent
     */
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        int repeated = 0;
        if (position < consumed) {
            repeated = Math.toIntExact(Math.min(count, consumed - position));
            System.arraycopy(again, Math.toIntExact(position), target, offset, repeated);
            position += repeated;
        }
        int read = body.readNBytes(target, offset + repeated, count - repeated);
        keep(target, offset + repeated, read);
        int all = repeated + read;
        return all == 0 ? -1 : all;
    }

    private void keep(byte[] bytes, int offset, int count) {
        if (consumed == kept.size()) {
            kept.write(bytes, offset, Math.min(count, KEPT_BYTES - kept.size()));
        }
        consumed += count;
        position += count;
    }

    /**
     * Reads up to a line feed, and that too, or until the array is full.
     *
     * @return how many bytes were read; -1 at the end
     * @throws IOException if the client breaks off or is silent
     */
    public int readLine(byte[] target) throws IOException {
        int at = 0;
        while (at < target.length && read(target, at, 1) > 0) {
            at++;
            if (target[at - 1] == '\n') {
                break;
            }
        }
        return at == 0 && target.length > 0 ? -1 : at;
    }

    /** What is left of the length that the client said. */
    public int available() {
        return Math.clamp(length - position, 0, Integer.MAX_VALUE);
    }

    /**
     * Goes to a byte of those that have been read, or stays.
     *
     * @param to from the body's beginning; below zero, back from here
     * @throws IllegalArgumentException if it has not been read, or not been kept
     */
    public void seek(int to) {
        long wanted = to < 0 ? position + to : to;
        if (wanted < 0 || wanted > consumed) {
            throw new IllegalArgumentException(
                    "seek(%d): only bytes that have been read can be read again, 0 to %d"
                            .formatted(to, consumed));
        }
        if (wanted < consumed && consumed > kept.size()) {
            throw new IllegalArgumentException(
                    "seek(%d): %d bytes have been read, and only %d are kept; keep them yourself"
                            .formatted(to, consumed, KEPT_BYTES));
        }
        if (wanted < consumed) {
            again = kept.toByteArray();
        }
        position = wanted;
    }
}

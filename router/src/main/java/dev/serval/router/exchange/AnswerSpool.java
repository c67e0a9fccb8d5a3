package dev.serval.router.exchange;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a worker has answered and a slow client has not read yet, in a temporary file that has no
 * name. Bytes leave in the order they came. Where they are copied on their way, the file is used
 * from its beginning again once all have left; where the kernel sends the file itself, it may still
 * be sending its pages then, so they are never written over: the file grows, or is changed for
 * another.
 *
 * <p>Written and read on the client's loop: the page cache takes it.
 */
final class AnswerSpool {

    private static final int SLICE_BYTES = 256 * 1024;
    private static final int FRESH_BYTES = 16 * 1024 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ClientConnection client;
    private FileChannel file;
    private final Runnable drained;
    private final boolean sendsFiles;
    private long start;
    private long written;
    private long sent;
    private boolean sending;
    private boolean closed;

    /**
     * @param drained run whenever nothing is left
     * @throws IOException if there is no room for temporary files
     */
    AnswerSpool(ClientConnection client, Runnable drained) throws IOException {
        this.client = client;
        this.drained = drained;
        this.sendsFiles = client.sendsFiles();
        this.file = open();
    }

    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("serval-answer-", "");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    private void begin() throws IOException {
        start = written;
        if (sendsFiles && written < FRESH_BYTES) {
            return;
        }
        if (sendsFiles) {
            file.close();
            file = open();
        }
        start = 0;
        written = 0;
        sent = 0;
    }

    /** How much of the file is in use, in bytes. */
    long size() {
        return written - start;
    }

    /** Whether what comes now must wait its turn here. */
    boolean pending() {
        return sending || sent < written;
    }

    /**
     * Takes over a piece.
     *
     * @throws IOException if the disk is full
     */
    void add(ByteBuf piece) throws IOException {
        try {
            while (piece.isReadable()) {
                written += piece.readBytes(file, written, piece.readableBytes());
            }
        } finally {
            piece.release();
        }
        if (!sending) {
            next();
        }
    }

    private void next() {
        if (closed) {
            return;
        }
        int now = (int) Math.min(written - sent, sendsFiles ? SLICE_BYTES : BUFFER_BYTES);
        Object part;
        try {
            if (now == 0) {
                sending = false;
                begin();
                drained.run();
                return;
            }
            part = FileSending.part(client, file, sent, now, sendsFiles);
        } catch (IOException e) {
            client.abort();
            return;
        }
        sending = true;
        sent += now;
        client.send(part)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        next();
                    }
                });
    }

    /** Throws away what has not been sent. */
    void discard() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            // Nothing of it is wanted any more.
            return;
        }
    }
}

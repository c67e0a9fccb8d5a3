package dev.serval.router.exchange;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a worker has answered and a slow client has not read yet, in a temporary file that has no
 * name. Bytes leave in the order they came; when all have left, the file is used from its beginning
 * again.
 *
 * <p>Written and read on the client's loop: the page cache takes it.
 */
final class AnswerSpool {

    private static final int SLICE_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ClientConnection client;
    private final FileChannel file;
    private final SpoolRoom room;
    private final Runnable drained;
    private final boolean sendsFiles;
    private long written;
    private long sent;
    private boolean sending;
    private boolean closed;

    /**
     * @param room where its size is counted
     * @param drained run whenever nothing is left
     * @throws IOException if there is no room for temporary files
     */
    AnswerSpool(ClientConnection client, SpoolRoom room, Runnable drained) throws IOException {
        this.client = client;
        this.room = room;
        this.drained = drained;
        this.sendsFiles = client.sendsFiles();
        Path path = Files.createTempFile("serval-answer-", "");
        try {
            this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    /** How much of the file is in use, in bytes. */
    long size() {
        return written;
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
                int now = piece.readBytes(file, written, piece.readableBytes());
                written += now;
                room.take(now);
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
        if (now == 0) {
            room.giveBack(written);
            written = 0;
            sent = 0;
            sending = false;
            drained.run();
            return;
        }
        Object part;
        try {
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
        room.giveBack(written);
        try {
            file.close();
        } catch (IOException e) {
            // Nothing of it is wanted any more.
            return;
        }
    }
}

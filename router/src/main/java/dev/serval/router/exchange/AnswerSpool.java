package dev.serval.router.exchange;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;

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

    private static final String PREFIX = "serval-answer-";
    private static final int SLICE_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** A file of this size, in bytes, all of it sent, is changed for a new one. */
    private static final int FRESH_BYTES = 16 * 1024 * 1024;

    private final ClientConnection client;
    private FileChannel file;
    private final SpoolRoom room;
    private final Runnable drained;
    private final boolean sendsFiles;
    private long start;
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
        this.file = NamelessFile.open(PREFIX);
    }

    /** Nothing is left: what was sent counts no more, and is forgotten where that may be. */
    private void makeRoom() throws IOException {
        start = written;
        if (sendsFiles && written < FRESH_BYTES && !room.full(0)) {
            return;
        }
        room.giveBack(written);
        if (sendsFiles) {
            file.close();
            file = NamelessFile.open(PREFIX);
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
        try {
            if (sent == written) {
                sending = false;
                makeRoom();
                drained.run();
            } else {
                sendMore();
            }
        } catch (IOException e) {
            client.abort();
        }
    }

    private void sendMore() throws IOException {
        int now = (int) Math.min(written - sent, sendsFiles ? SLICE_BYTES : BUFFER_BYTES);
        Object part = FileSending.part(client, file, sent, now, sendsFiles);
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

package dev.serval.router.exchange;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;

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
    private final Deque<ByteBuf> overflow = new ArrayDeque<>();
    private boolean stuck;
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
    private void makeRoom() {
        start = written;
        if (sendsFiles && written < FRESH_BYTES && !room.full(0)) {
            return;
        }
        try {
            if (sendsFiles) {
                FileChannel used = file;
                file = NamelessFile.open(PREFIX);
                used.close();
            }
            room.giveBack(written);
            start = 0;
            written = 0;
            sent = 0;
        } catch (IOException e) {
            stuck = true;
            room.failed(e);
        }
    }

    /** How much of the file is in use, in bytes. */
    long size() {
        return written - start;
    }

    /** Whether what comes now must wait its turn here. */
    boolean pending() {
        return sending || sent < written || !overflow.isEmpty();
    }

    /** Whether the disk takes no more: what is here is sent, and nothing should follow. */
    boolean stuck() {
        return stuck;
    }

    /** Takes over a piece, in memory if the disk is full. */
    void add(ByteBuf piece) {
        if (!stuck) {
            store(piece);
        }
        if (piece.isReadable()) {
            overflow.add(piece);
        } else {
            piece.release();
        }
        if (!sending) {
            next();
        }
    }

    private void store(ByteBuf piece) {
        try {
            while (piece.isReadable()) {
                int now = piece.readBytes(file, written, piece.readableBytes());
                written += now;
                room.take(now);
            }
        } catch (IOException e) {
            stuck = true;
            room.failed(e);
        }
    }

    private void next() {
        if (closed) {
            return;
        }
        try {
            if (sent < written) {
                sendMore();
            } else if (!overflow.isEmpty()) {
                send(overflow.remove());
            } else {
                sending = false;
                makeRoom();
                drained.run();
            }
        } catch (IOException e) {
            client.abort();
        }
    }

    private void sendMore() throws IOException {
        int now = (int) Math.min(written - sent, sendsFiles ? SLICE_BYTES : BUFFER_BYTES);
        Object part = FileSending.part(client, file, sent, now, sendsFiles);
        sent += now;
        send(part);
    }

    private void send(Object part) {
        sending = true;
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
        overflow.forEach(ByteBuf::release);
        overflow.clear();
        room.giveBack(written);
        try {
            file.close();
        } catch (IOException e) {
            // Nothing of it is wanted any more.
            return;
        }
    }
}

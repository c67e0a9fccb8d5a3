package dev.serval.router.exchange;

import dev.serval.router.encoding.Coding;
import dev.serval.router.encoding.Encoder;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body on its way to the client: straight, as long as the client reads, and else by way
 * of a file, so that the worker's core is free as soon as the answer is written.
 */
final class AnswerBody {

    private static final int MARK_BYTES = 256;

    private final ClientConnection client;
    private final SpoolRoom files;
    private final Runnable room;
    private @Nullable AnswerSpool spool;
    private @Nullable Runnable whenSent;
    private boolean unspooled;
    private boolean bodiless;
    private @Nullable Encoder encoder;
    private boolean unflushed;
    private long left = -1;

    /**
     * @param files how much of the answer may be in one
     * @param room run when the backend may go on
     */
    AnswerBody(ClientConnection client, SpoolRoom files, Runnable room) {
        this.client = client;
        this.files = files;
        this.room = room;
    }

    /**
     * What the head said.
     *
     * @param length in bytes; -1 if it did not say
     */
    void expect(boolean none, long length) {
        bodiless = none;
        left = none ? 0 : length;
    }

    /** Compresses what comes from now on, if anything does. */
    void encode(Coding coding, boolean none) {
        encoder = none ? null : Encoder.of(coding);
    }

    /** Whether a body may not follow the head. */
    boolean bodiless() {
        return bodiless;
    }

    /** Whether the body has not come whole. */
    boolean incomplete() {
        return left > 0;
    }

    /**
     * Takes over a piece.
     *
     * @return whether the answer still is what its head said, and could be kept
     */
    boolean take(ByteBuf piece) {
        if (bodiless) {
            piece.release();
            return true;
        }
        if (left >= 0) {
            left -= piece.readableBytes();
            if (left < 0) {
                piece.release();
                return false;
            }
        }
        Encoder by = encoder;
        return by == null ? deliver(piece) : encoded(piece, by);
    }

    private boolean encoded(ByteBuf piece, Encoder by) {
        ByteBuf out = client.buffer(piece.readableBytes() / 2);
        try {
            by.encode(piece, out);
        } finally {
            piece.release();
        }
        unflushed = true;
        return deliver(out);
    }

    /**
     * Lets the client have all that has come: more may take long.
     *
     * @return whether it could be kept
     */
    boolean pause() {
        Encoder by = encoder;
        if (by == null || !unflushed) {
            return true;
        }
        unflushed = false;
        ByteBuf out = client.buffer(MARK_BYTES);
        by.flush(out);
        return deliver(out);
    }

    /**
     * All has come.
     *
     * @return whether it could be kept
     */
    boolean end() {
        Encoder by = encoder;
        if (by == null) {
            return true;
        }
        ByteBuf out = client.buffer(MARK_BYTES);
        by.finish(out);
        closeEncoder();
        return deliver(out);
    }

    private void closeEncoder() {
        Encoder by = encoder;
        encoder = null;
        if (by != null) {
            by.close();
        }
    }

    private boolean deliver(ByteBuf piece) {
        if (!piece.isReadable()) {
            piece.release();
            return true;
        }
        AnswerSpool file = spool;
        if ((file != null && file.pending()) || (!unspooled && !client.isWritable())) {
            return spooled(piece);
        }
        return straight(piece);
    }

    private boolean straight(ByteBuf piece) {
        client.write(new DefaultHttpContent(piece));
        return true;
    }

    /** Where there is no file to be had, the backend waits for the client. */
    private boolean spooled(ByteBuf piece) {
        AnswerSpool file = spool;
        if (file == null) {
            if (files.none()) {
                unspooled = true;
                return straight(piece);
            }
            try {
                file = new AnswerSpool(client, files, this::drained);
            } catch (IOException e) {
                unspooled = true;
                return straight(piece);
            }
            spool = file;
        }
        try {
            file.add(piece);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the backend has to wait. */
    boolean full() {
        AnswerSpool file = spool;
        return file == null
                ? unspooled && !client.isWritable()
                : files.full(file.size()) && file.pending();
    }

    /** Runs something once everything has been sent, at once if it has. */
    void whenSent(Runnable then) {
        if (spool == null || !spool.pending()) {
            then.run();
            return;
        }
        whenSent = then;
    }

    private void drained() {
        Runnable then = whenSent;
        whenSent = null;
        if (then == null) {
            room.run();
            return;
        }
        then.run();
    }

    void discard() {
        closeEncoder();
        if (spool != null) {
            spool.discard();
        }
    }
}

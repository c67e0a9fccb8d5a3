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
     * @return whether the answer still is what its head said
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
        if (by == null) {
            deliver(piece);
        } else {
            encoded(piece, by);
        }
        return true;
    }

    private void encoded(ByteBuf piece, Encoder by) {
        ByteBuf out = client.buffer(piece.readableBytes() / 2);
        try {
            by.encode(piece, out);
        } finally {
            piece.release();
        }
        unflushed = true;
        deliver(out);
    }

    /** Lets the client have all that has come: more may take long. */
    void pause() {
        Encoder by = encoder;
        if (by == null || !unflushed) {
            return;
        }
        unflushed = false;
        ByteBuf out = client.buffer(MARK_BYTES);
        by.flush(out);
        deliver(out);
    }

    /** All has come. */
    void end() {
        Encoder by = encoder;
        if (by == null) {
            return;
        }
        ByteBuf out = client.buffer(MARK_BYTES);
        by.finish(out);
        closeEncoder();
        deliver(out);
    }

    private void closeEncoder() {
        Encoder by = encoder;
        encoder = null;
        if (by != null) {
            by.close();
        }
    }

    private void deliver(ByteBuf piece) {
        if (!piece.isReadable()) {
            piece.release();
            return;
        }
        AnswerSpool file = spool;
        if ((file == null || !file.pending()) && (unspooled || client.isWritable())) {
            straight(piece);
            return;
        }
        if (file == null) {
            file = spool();
        }
        if (file == null) {
            straight(piece);
            return;
        }
        file.add(piece);
        unspooled = file.stuck();
    }

    private void straight(ByteBuf piece) {
        client.write(new DefaultHttpContent(piece));
    }

    /** Where there is no file to be had, the backend waits for the client. */
    private @Nullable AnswerSpool spool() {
        unspooled = true;
        if (files.none()) {
            return null;
        }
        try {
            spool = new AnswerSpool(client, files, this::drained);
            unspooled = false;
        } catch (IOException e) {
            files.failed(e);
        }
        return spool;
    }

    /** Whether the backend has to wait. */
    boolean full() {
        AnswerSpool file = spool;
        if (file != null && file.pending()) {
            return unspooled || files.full(file.size());
        }
        return unspooled && !client.isWritable();
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

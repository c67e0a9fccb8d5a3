package dev.serval.router.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body on its way to the client: straight, as long as the client reads, and else by way
 * of a file, so that the worker's core is free as soon as the answer is written.
 */
final class AnswerBody {

    private final ClientConnection client;
    private final SpoolRoom files;
    private final Runnable room;
    private @Nullable AnswerSpool spool;
    private @Nullable Runnable whenSent;
    private boolean unspooled;
    private boolean bodiless;
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
        if (spool != null) {
            spool.discard();
        }
    }
}

package dev.serval.router.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.router.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to a backend: held while there is none, sent as it comes afterwards.
 */
final class RequestBody {

    private static final ByteBuf LINE_END =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(2).writeBytes("\r\n".getBytes(US_ASCII)));
    private static final ByteBuf LAST_CHUNK =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(5).writeBytes("0\r\n\r\n".getBytes(US_ASCII)));
    private static final int CHUNK_HEAD_BYTES = 10;

    private final boolean chunked;
    private final Queue<ByteBuf> held = new ArrayDeque<>();
    private @Nullable ByteBuf rest;
    private long bytes;
    private boolean ended;

    /**
     * @param chunked whether it goes out in chunks
     */
    RequestBody(boolean chunked) {
        this.chunked = chunked;
    }

    /** Bytes that have come from the client. */
    long bytes() {
        return bytes;
    }

    /** Whether the client's last byte has come. */
    boolean ended() {
        return ended;
    }

    /** Keeps a piece until there is a backend. */
    void hold(ByteBuf piece) {
        bytes += piece.readableBytes();
        if (held.isEmpty()) {
            held.add(piece);
            return;
        }
        // Each piece would keep the whole buffer it was read into: a trickle is gathered in one.
        ByteBuf gathered = rest;
        if (gathered == null) {
            gathered = piece.alloc().buffer();
            rest = gathered;
            held.add(gathered);
        }
        gathered.writeBytes(piece);
        piece.release();
    }

    void end() {
        ended = true;
    }

    /** Writes what was held, and the end if it has come. */
    void release(UpstreamConnection to) {
        rest = null;
        for (ByteBuf piece = held.poll(); piece != null; piece = held.poll()) {
            write(piece, to);
        }
        if (ended) {
            writeEnd(to);
        }
    }

    /** Writes a piece that has just come. */
    void pass(ByteBuf piece, UpstreamConnection to) {
        bytes += piece.readableBytes();
        write(piece, to);
    }

    void writeEnd(UpstreamConnection to) {
        if (chunked) {
            to.write(LAST_CHUNK.duplicate());
        }
    }

    void discard() {
        rest = null;
        held.forEach(ByteBuf::release);
        held.clear();
    }

    private void write(ByteBuf piece, UpstreamConnection to) {
        if (!chunked) {
            to.write(piece);
            return;
        }
        ByteBuf size = to.buffer(CHUNK_HEAD_BYTES);
        size.writeCharSequence(Integer.toHexString(piece.readableBytes()), US_ASCII);
        to.write(size.writeByte('\r').writeByte('\n'));
        to.write(piece);
        to.write(LINE_END.duplicate());
    }
}

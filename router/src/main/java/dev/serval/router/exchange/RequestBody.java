package dev.serval.router.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.http.Methods;
import dev.serval.router.encoding.GzipDecoder;
import dev.serval.router.encoding.GzipDecoder.Verdict;
import dev.serval.router.encoding.RequestCoding;
import dev.serval.router.upstream.Failure;
import dev.serval.router.upstream.UpstreamConnection;
import dev.serval.uwsgi.Trunk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to a backend: held while there is none, sent as it comes afterwards;
 * held whole where the backend must be told a length that the client has not said.
 */
final class RequestBody {

    private static final ByteBuf LINE_END =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(2).writeBytes("\r\n".getBytes(US_ASCII)));
    private static final ByteBuf LAST_CHUNK =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(5).writeBytes("0\r\n\r\n".getBytes(US_ASCII)));
    private static final int CHUNK_HEAD_BYTES = 10;

    /** What is so short is kept until it is answered, whatever the method: a worker may die. */
    private static final int SHORT_BYTES = Trunk.MAX_BYTES;

    private final @Nullable GzipDecoder decoder;
    private final boolean expected;
    private final boolean chunked;
    private final long maxBytes;
    private final BodyRoom room;
    private final Queue<ByteBuf> held = new ArrayDeque<>();
    private @Nullable BodySpool spool;
    private @Nullable ByteBuf rest;
    private long bytes;
    private long holding;
    private boolean ended;
    private boolean keeps;
    private boolean lost;

    /**
     * @param takesChunks whether the backend does
     * @param maxBytes how much is taken; 0 for no limit
     * @param room for what is held in memory
     * @param decodes whether a body in gzip goes out as it was before; the head is changed then
     */
    RequestBody(
            HttpRequest request,
            boolean takesChunks,
            long maxBytes,
            BodyRoom room,
            boolean decodes) {
        this.decoder = decodes ? decoder(request) : null;
        boolean unknown = HttpUtil.isTransferEncodingChunked(request);
        this.expected = unknown || HttpUtil.getContentLength(request, 0L) > 0;
        this.chunked = unknown && takesChunks;
        this.spool = unknown && !takesChunks ? new BodySpool() : null;
        this.maxBytes = maxBytes;
        this.room = room;
        this.keeps = expected && Methods.idempotent(request.method());
    }

    /** Whether it can be sent once more: nothing of it has left, or all of it is still here. */
    boolean replayable() {
        return !lost;
    }

    private static @Nullable GzipDecoder decoder(HttpRequest request) {
        if (RequestCoding.of(request) != RequestCoding.GZIP) {
            return null;
        }
        RequestCoding.decoded(request.headers());
        return new GzipDecoder();
    }

    /** Whether nothing more of the body, or of a body at all, is to come. */
    boolean complete() {
        return !expected || ended;
    }

    /** Whether the request has a body. */
    boolean expected() {
        return expected;
    }

    /** Whether it has to be whole before a backend is asked. */
    boolean whole() {
        return spool != null;
    }

    /** Its length where it is held whole; else -1. */
    long heldLength() {
        return spool == null ? -1 : bytes;
    }

    /** Bytes that have come from the client. */
    long bytes() {
        return bytes;
    }

    /**
     * Takes over a piece: sends it on, or keeps it until there is a backend.
     *
     * @return why the request has to end; null if it has not
     */
    @Nullable Failure take(ByteBuf piece, @Nullable UpstreamConnection to) {
        return decoder == null ? forward(piece, to) : decode(decoder, piece, to);
    }

    private @Nullable Failure decode(
            GzipDecoder by, ByteBuf piece, @Nullable UpstreamConnection to) {
        AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
        Verdict verdict =
                by.take(
                        piece,
                        plain -> {
                            failure.set(forward(plain, to));
                            return failure.get() == null;
                        });
        if (failure.get() != null || verdict == Verdict.GOES_ON) {
            return failure.get();
        }
        return verdict == Verdict.BOMB ? Failure.BODY_TOO_LARGE : Failure.BAD_BODY;
    }

    private @Nullable Failure forward(ByteBuf piece, @Nullable UpstreamConnection to) {
        bytes += piece.readableBytes();
        if (maxBytes > 0 && bytes > maxBytes) {
            piece.release();
            return Failure.BODY_TOO_LARGE;
        }
        BodySpool spooled = spool;
        if (spooled != null) {
            return spool(spooled, piece);
        }
        if (to == null) {
            return hold(piece);
        }
        write(piece, to);
        return null;
    }

    private @Nullable Failure spool(BodySpool spooled, ByteBuf piece) {
        try {
            spooled.add(piece);
        } catch (IOException e) {
            return Failure.NO_ROOM;
        }
        return bytes > BodySpool.MAX_BYTES ? Failure.BODY_TOO_LARGE : null;
    }

    private @Nullable Failure hold(ByteBuf piece) {
        int more = piece.readableBytes();
        if (!room.take(more)) {
            piece.release();
            return Failure.NO_ROOM;
        }
        holding += more;
        if (held.isEmpty()) {
            held.add(piece);
            return null;
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
        return null;
    }

    private void holdNothing() {
        if (holding > 0) {
            room.giveBack(holding);
            holding = 0;
        }
    }

    /**
     * Nothing more comes.
     *
     * @return why the request has to end; null if it has not
     */
    @Nullable Failure end() {
        if (decoder != null && !decoder.complete()) {
            return Failure.BAD_BODY;
        }
        closeDecoder();
        ended = true;
        return null;
    }

    private void closeDecoder() {
        if (decoder != null) {
            decoder.close();
        }
    }

    /**
     * Writes what was held, and the end if it has come. All of it is kept where it may have to be
     * sent once more: for a method that may be repeated, or if it is short.
     */
    void release(UpstreamConnection to) {
        BodySpool spooled = spool;
        if (spooled != null) {
            spool = null;
            lost = true;
            spooled.writeTo(to);
            return;
        }
        rest = null;
        if (ended && (keeps || bytes <= SHORT_BYTES)) {
            held.forEach(piece -> write(piece.retainedDuplicate(), to));
            writeEnd(to);
            return;
        }
        keeps = false;
        lost = expected;
        for (ByteBuf piece = held.poll(); piece != null; piece = held.poll()) {
            write(piece, to);
        }
        holdNothing();
        if (ended) {
            writeEnd(to);
        }
    }

    void writeEnd(UpstreamConnection to) {
        if (chunked) {
            to.write(LAST_CHUNK.duplicate());
        }
    }

    void discard() {
        closeDecoder();
        rest = null;
        held.forEach(ByteBuf::release);
        held.clear();
        holdNothing();
        BodySpool spooled = spool;
        spool = null;
        if (spooled != null) {
            spooled.discard();
        }
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

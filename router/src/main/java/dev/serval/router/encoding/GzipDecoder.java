package dev.serval.router.encoding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Takes a body in gzip apart as it comes (RFC 1952), one member after the other, and stops at what
 * grows out of proportion.
 */
public final class GzipDecoder implements AutoCloseable {

    /** How it goes. */
    public enum Verdict {
        /** More may come. */
        GOES_ON,
        /** It is no gzip, or damaged. */
        MALFORMED,
        /** It is more than {@value #MOST_TIMES} times as long as it was. */
        BOMB
    }

    private enum Part {
        HEAD,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEAD_SUM,
        DATA,
        TRAILER
    }

    private static final int MOST_TIMES = 200;
    private static final int HARMLESS_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 16 * 1024;
    private static final int MAX_NAME_BYTES = 4096;
    private static final int[] MAGIC = {0x1f, 0x8b, 8};
    private static final int HEAD_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int RESERVED = 0xe0;
    private static final int HAS_SUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private Part part = Part.HEAD;
    private int flags;
    private int at;
    private long number;
    private int members;
    private long taken;
    private long given;

    /** Whether it ends where a member ends. */
    public boolean complete() {
        return part == Part.HEAD && at == 0 && members > 0;
    }

    /**
     * Takes a piece over.
     *
     * @param to takes what comes out over, never empty, and says whether it wants more
     */
    public Verdict take(ByteBuf piece, Predicate<ByteBuf> to) {
        taken += piece.readableBytes();
        try {
            while (piece.isReadable()) {
                if (part != Part.DATA) {
                    if (!step(piece.readUnsignedByte())) {
                        return Verdict.MALFORMED;
                    }
                    continue;
                }
                Verdict verdict = inflate(piece, to);
                if (verdict != Verdict.GOES_ON) {
                    return verdict;
                }
            }
            return Verdict.GOES_ON;
        } catch (DataFormatException e) {
            return Verdict.MALFORMED;
        } finally {
            piece.release();
        }
    }

    /** One byte of what is around the data. */
    private boolean step(int b) {
        at++;
        return switch (part) {
            case HEAD -> head(b);
            case EXTRA_LENGTH -> {
                number |= (long) b << (8 * (at - 1));
                yield at < 2 || become(number == 0 ? after(Part.EXTRA) : Part.EXTRA);
            }
            case EXTRA -> at < number || become(after(Part.EXTRA));
            case NAME, COMMENT -> b == 0 ? become(after(part)) : at < MAX_NAME_BYTES;
            case HEAD_SUM -> at < 2 || become(Part.DATA);
            case TRAILER -> {
                number |= (long) b << (8 * (at - 1));
                yield at < TRAILER_BYTES || memberEnds();
            }
            case DATA -> throw new IllegalStateException("data is not read byte by byte");
        };
    }

    private boolean head(int b) {
        if (at <= MAGIC.length) {
            return b == MAGIC[at - 1];
        }
        if (at == MAGIC.length + 1) {
            flags = b;
            return (b & RESERVED) == 0;
        }
        return at < HEAD_BYTES || become(after(Part.HEAD));
    }

    private Part after(Part done) {
        if (done.compareTo(Part.EXTRA_LENGTH) < 0 && (flags & HAS_EXTRA) != 0) {
            return Part.EXTRA_LENGTH;
        }
        if (done.compareTo(Part.NAME) < 0 && (flags & HAS_NAME) != 0) {
            return Part.NAME;
        }
        if (done.compareTo(Part.COMMENT) < 0 && (flags & HAS_COMMENT) != 0) {
            return Part.COMMENT;
        }
        return (flags & HAS_SUM) != 0 ? Part.HEAD_SUM : Part.DATA;
    }

    /** The length of an extra field is still wanted in it. */
    private boolean become(Part next) {
        part = next;
        at = 0;
        number = next == Part.EXTRA ? number : 0;
        return true;
    }

    private boolean memberEnds() {
        long length = inflater.getBytesWritten() & 0xffffffffL;
        boolean right = number == (length << 32 | sum.getValue());
        members++;
        inflater.reset();
        sum.reset();
        become(Part.HEAD);
        return right;
    }

    private Verdict inflate(ByteBuf piece, Predicate<ByteBuf> to) throws DataFormatException {
        ByteBuffer in = piece.nioBuffer();
        inflater.setInput(in);
        boolean wanted = true;
        while (wanted && !inflater.finished() && !inflater.needsInput()) {
            ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(PIECE_BYTES);
            int length = fill(out);
            given += length;
            if (given > HARMLESS_BYTES && given > MOST_TIMES * taken) {
                out.release();
                return Verdict.BOMB;
            }
            if (length == 0) {
                out.release();
                wanted = !inflater.needsDictionary();
            } else {
                wanted = to.test(out);
            }
        }
        piece.skipBytes(piece.readableBytes() - inflater.getRemaining());
        if (inflater.finished()) {
            become(Part.TRAILER);
        } else if (!wanted) {
            return Verdict.MALFORMED;
        }
        return Verdict.GOES_ON;
    }

    private int fill(ByteBuf out) throws DataFormatException {
        try {
            ByteBuffer room = out.nioBuffer(0, PIECE_BYTES);
            int length = inflater.inflate(room);
            sum.update(out.nioBuffer(0, length));
            out.writerIndex(length);
            return length;
        } catch (DataFormatException e) {
            out.release();
            throw e;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}

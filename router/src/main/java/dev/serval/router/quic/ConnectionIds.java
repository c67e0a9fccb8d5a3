package dev.serval.router.quic;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicConnectionIdGenerator;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Makes ids of connections that begin with the mark of the router that holds them: eight bytes,
 * drawn once for each process. The rest of an id is random.
 */
final class ConnectionIds implements QuicConnectionIdGenerator {

    /** Of every id made here; the longest there is (RFC 9000 section 17.2). */
    static final int LENGTH = 20;

    /** What {@link #markOf} says of a packet whose id is none of ours; no router has it. */
    static final long NONE = 0;

    private static final int LONG_HEADER = 0x80;
    private static final int LENGTH_AT = 5;

    private final SecureRandom random = new SecureRandom();
    private final long mark;

    ConnectionIds() {
        long drawn = random.nextLong();
        this.mark = drawn == NONE ? 1 : drawn;
    }

    /** That of this router. */
    long mark() {
        return mark;
    }

    /**
     * The mark in the id that a packet is for (RFC 8999 section 5).
     *
     * @return {@link #NONE} if that id is shorter or longer than ours are
     */
    static long markOf(ByteBuf packet) {
        int start = packet.readerIndex();
        int length = packet.readableBytes();
        if (length <= LENGTH) {
            return NONE;
        }
        if ((packet.getByte(start) & LONG_HEADER) == 0) {
            return packet.getLong(start + 1);
        }
        boolean ours = length > LENGTH_AT + LENGTH && packet.getByte(start + LENGTH_AT) == LENGTH;
        return ours ? packet.getLong(start + LENGTH_AT + 1) : NONE;
    }

    @Override
    public ByteBuffer newId(int length) {
        byte[] rest = new byte[length - Long.BYTES];
        random.nextBytes(rest);
        return ByteBuffer.allocate(length).putLong(mark).put(rest).flip();
    }

    @Override
    public ByteBuffer newId(ByteBuffer input, int length) {
        return newId(length);
    }

    @Override
    public int maxConnectionIdLength() {
        return LENGTH;
    }

    @Override
    public boolean isIdempotent() {
        return false;
    }
}

package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A body in chunks (RFC 9112 section 7.1), as our router writes them: hexadecimal size, CRLF,
 * bytes, CRLF; a last chunk of size 0 and an empty line. No extensions, no trailers: the router has
 * taken them off.
 */
final class ChunkedBody implements BodyFraming {

    private static final int MAX_SIZE_DIGITS = 8;

    private enum State {
        SIZE,
        DATA,
        DATA_END,
        LAST_END,
        ENDED
    }

    private State state = State.SIZE;
    private long left;

    @Override
    public boolean ended() {
        return state == State.ENDED;
    }

    @Override
    public ByteBuf take(ByteBuf in) {
        while (state != State.DATA && state != State.ENDED) {
            if (!step(in)) {
                return Unpooled.EMPTY_BUFFER;
            }
        }
        if (state == State.ENDED) {
            return Unpooled.EMPTY_BUFFER;
        }
        int bytes = (int) Math.min(left, in.readableBytes());
        left -= bytes;
        if (left == 0) {
            state = State.DATA_END;
        }
        return in.readRetainedSlice(bytes);
    }

    private boolean step(ByteBuf in) {
        return switch (state) {
            case SIZE -> readSize(in);
            case DATA_END -> readLineEnd(in, State.SIZE);
            case LAST_END -> readLineEnd(in, State.ENDED);
            case DATA, ENDED -> throw new IllegalStateException("nothing to step over in " + state);
        };
    }

    private boolean readSize(ByteBuf in) {
        int window = Math.min(in.readableBytes(), MAX_SIZE_DIGITS + 1);
        int length = in.bytesBefore(window, (byte) '\r');
        if (length < 0) {
            if (window > MAX_SIZE_DIGITS) {
                throw UwsgiProtocolException.badChunk("its size has too many digits");
            }
            return false;
        }
        if (in.readableBytes() < length + 2) {
            return false;
        }
        left = hex(in, length);
        state = left == 0 ? State.LAST_END : State.DATA;
        return readLineEnd(in, state);
    }

    private boolean readLineEnd(ByteBuf in, State next) {
        if (in.readableBytes() < 2) {
            return false;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw UwsgiProtocolException.badChunk("no line end where one must be");
        }
        state = next;
        return true;
    }

    private static long hex(ByteBuf in, int length) {
        if (length == 0) {
            throw UwsgiProtocolException.badChunk("it has no size");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = Character.digit(in.readByte(), 16);
            if (digit < 0) {
                throw UwsgiProtocolException.badChunk("its size is not hexadecimal");
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}

package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;

/**
 * Writes one packet's prefix and variables straight into a buffer.
 *
 * <p>{@link #into} leaves room for the size, {@link #finish} fills it in. Text goes out as
 * ISO-8859-1. Not safe for several threads.
 */
public final class VarsWriter {

    private static final int MAX_BYTES = 0xffff;

    private final ByteBuf out;
    private final int start;

    private VarsWriter(ByteBuf out) {
        this.out = out;
        this.start = out.writerIndex();
    }

    /**
     * Begins a packet at the buffer's writer index.
     *
     * @param modifier1 0 to 255
     * @param modifier2 0 to 255
     */
    public static VarsWriter into(ByteBuf out, int modifier1, int modifier2) {
        out.writeByte(modifier1).writeShortLE(0).writeByte(modifier2);
        return new VarsWriter(out);
    }

    /**
     * Adds a pair; characters above 255 become {@code ?}.
     *
     * @throws UwsgiProtocolException if key or value is longer than 65535 bytes
     */
    public VarsWriter put(CharSequence key, CharSequence value) {
        text(key);
        text(value);
        return this;
    }

    /**
     * Adds a pair whose parts are known to be ASCII and short, without looking at each character.
     */
    public VarsWriter put(byte[] key, byte[] value) {
        out.writeShortLE(key.length).writeBytes(key);
        out.writeShortLE(value.length).writeBytes(value);
        return this;
    }

    /** Adds a pair whose key is known to be ASCII and short. */
    public VarsWriter put(byte[] key, CharSequence value) {
        out.writeShortLE(key.length).writeBytes(key);
        text(value);
        return this;
    }

    /**
     * Fills in the size of the block.
     *
     * @throws UwsgiProtocolException if it is over 65535 bytes; what was written is then taken back
     */
    public void finish() {
        int bytes = out.writerIndex() - start;
        if (bytes > MAX_BYTES) {
            out.writerIndex(start - UwsgiRequestDecoder.PREFIX_BYTES);
            throw UwsgiProtocolException.oversized(bytes, MAX_BYTES);
        }
        out.setShortLE(start - Short.BYTES - 1, bytes);
    }

    private void text(CharSequence text) {
        int length = text.length();
        if (length > MAX_BYTES) {
            throw UwsgiProtocolException.oversized(length, MAX_BYTES);
        }
        out.writeShortLE(length);
        out.writeCharSequence(text, ISO_8859_1);
    }
}

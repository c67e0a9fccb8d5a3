package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * Writes one packet: collects its variables, and puts prefix and block into a buffer in one piece.
 *
 * <p>Text goes out as ISO-8859-1. Not safe for several threads.
 */
public final class VarsWriter {

    private static final int MAX_BYTES = 0xffff;

    /** As much as a plain request has. */
    private static final int USUAL_BYTES = 1024;

    private final ByteBuf out;
    private byte[] packet = new byte[USUAL_BYTES];
    private int at = UwsgiRequestDecoder.PREFIX_BYTES;

    private VarsWriter(ByteBuf out, int modifier1, int modifier2) {
        this.out = out;
        packet[0] = (byte) modifier1;
        packet[at - 1] = (byte) modifier2;
    }

    /**
     * Begins a packet that will be put at the buffer's writer index, by {@link #finish}.
     *
     * @param modifier1 0 to 255
     * @param modifier2 0 to 255
     */
    public static VarsWriter into(ByteBuf out, int modifier1, int modifier2) {
        return new VarsWriter(out, modifier1, modifier2);
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

    /** Adds a pair whose parts are short. */
    public VarsWriter put(byte[] key, byte[] value) {
        bytes(key, 0, key.length);
        bytes(value, 0, value.length);
        return this;
    }

    /** Adds a pair whose key is short. */
    public VarsWriter put(byte[] key, CharSequence value) {
        bytes(key, 0, key.length);
        text(value);
        return this;
    }

    /**
     * Puts the packet into the buffer.
     *
     * @throws UwsgiProtocolException if the block is over 65535 bytes; nothing is written then
     */
    public void finish() {
        int bytes = at - UwsgiRequestDecoder.PREFIX_BYTES;
        if (bytes > MAX_BYTES) {
            throw UwsgiProtocolException.oversized(bytes, MAX_BYTES);
        }
        size(1, bytes);
        out.writeBytes(packet, 0, at);
    }

    private void text(CharSequence text) {
        if (text instanceof AsciiString ascii) {
            bytes(ascii.array(), ascii.arrayOffset(), ascii.length());
        } else {
            byte[] bytes = text.toString().getBytes(ISO_8859_1);
            bytes(bytes, 0, bytes.length);
        }
    }

    private void bytes(byte[] from, int start, int length) {
        if (length > MAX_BYTES) {
            throw UwsgiProtocolException.oversized(length, MAX_BYTES);
        }
        int end = at + Short.BYTES + length;
        if (end > packet.length) {
            packet = Arrays.copyOf(packet, Math.max(end, 2 * packet.length));
        }
        size(at, length);
        System.arraycopy(from, start, packet, at + Short.BYTES, length);
        at = end;
    }

    /** Two bytes, the lower one first. */
    private void size(int where, int bytes) {
        packet[where] = (byte) bytes;
        packet[where + 1] = (byte) (bytes >> 8);
    }
}

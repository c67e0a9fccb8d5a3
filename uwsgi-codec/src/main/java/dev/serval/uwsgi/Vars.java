package dev.serval.uwsgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one packet, in wire order, duplicates kept.
 *
 * <p>Immutable; any thread. Holds the block as it arrived and makes strings only of what is asked
 * for. Bytes are read as ISO-8859-1, so no byte is lost or refused here.
 */
public final class Vars {

    private static final int INTS_PER_PAIR = 4;

    /** As many pairs as a plain request has, and a few more. */
    private static final int USUAL_PAIRS = 32;

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long EIGHT_SPACES = 0x2020_2020_2020_2020L;
    private static final long EIGHT_HIGH_BITS = 0x8080_8080_8080_8080L;

    private final byte[] block;

    /** Four numbers a pair: key start, key length, value start, value length. */
    private final int[] spans;

    private final int size;

    private Vars(byte[] block, int[] spans, int size) {
        this.block = block;
        this.spans = spans;
        this.size = size;
    }

    /**
     * Reads a whole variable block; takes all readable bytes.
     *
     * @param maxVars how many pairs are taken at most
     * @throws UwsgiProtocolException if a length points outside the block, a key is empty, or there
     *     are too many pairs
     */
    static Vars read(ByteBuf in, int maxVars) {
        byte[] block = new byte[in.readableBytes()];
        in.readBytes(block);
        int[] spans = new int[USUAL_PAIRS * INTS_PER_PAIR];
        int size = 0;
        int at = 0;
        while (at < block.length) {
            if (size == maxVars) {
                throw UwsgiProtocolException.tooMany(maxVars);
            }
            if (size * INTS_PER_PAIR == spans.length) {
                spans = Arrays.copyOf(spans, spans.length * 2);
            }
            int key = size * INTS_PER_PAIR;
            at = span(block, at, spans, key);
            if (spans[key + 1] == 0) {
                throw UwsgiProtocolException.emptyKey();
            }
            at = span(block, at, spans, key + 2);
            size++;
        }
        return new Vars(block, spans, size);
    }

    /** Variables made by hand, key before value. */
    public static Vars of(CharSequence... keysAndValues) {
        return written(out -> {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                out.put(keysAndValues[i], keysAndValues[i + 1]);
            }
        });
    }

    /**
     * What this writer writes.
     *
     * @throws UwsgiProtocolException if it does not fit into one packet
     */
    public static Vars written(Consumer<VarsWriter> by) {
        ByteBuf packet = Unpooled.buffer();
        VarsWriter writer = VarsWriter.into(packet, 0, 0);
        by.accept(writer);
        writer.finish();
        return read(packet.skipBytes(UwsgiRequestDecoder.PREFIX_BYTES), Integer.MAX_VALUE);
    }

    /** How many pairs there are, duplicates counted. */
    public int size() {
        return size;
    }

    /** How long the block is, with the lengths in it. */
    public int bytes() {
        return block.length;
    }

    /** The key of pair {@code i}, from 0. */
    public String key(int i) {
        return text(i * INTS_PER_PAIR);
    }

    /** The value of pair {@code i}, from 0. */
    public String value(int i) {
        return text(i * INTS_PER_PAIR + 2);
    }

    /** The value of the last pair with this key, as uWSGI's applications see it; or null. */
    public @Nullable String get(String key) {
        int last = last(key);
        return last < 0 ? null : value(last);
    }

    /** Whether there is such a pair. */
    public boolean has(String key) {
        return last(key) >= 0;
    }

    /** The last pair with this key; -1 if there is none. */
    private int last(String key) {
        int i = size - 1;
        while (i >= 0 && !keyIs(i, key)) {
            i--;
        }
        return i;
    }

    /** How many pairs have this key. */
    public int count(String key) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += keyIs(i, key) ? 1 : 0;
        }
        return count;
    }

    /** Whether any key or value has a NUL or a line break in it. */
    public boolean hasBreaks() {
        for (int span = 0; span < size * INTS_PER_PAIR; span += 2) {
            int at = spans[span];
            int end = at + spans[span + 1];
            while (end - at >= Long.BYTES && !hasControl((long) EIGHT.get(block, at))) {
                at += Long.BYTES;
            }
            if (hasBreak(at, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasBreak(int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = block[at];
            // Nothing above it is one: a letter is done with at once.
            if (b <= '\r' && (b == 0 || b == '\r' || b == '\n')) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of eight bytes is below the space. */
    private static boolean hasControl(long eight) {
        return ((eight - EIGHT_SPACES) & ~eight & EIGHT_HIGH_BITS) != 0;
    }

    /** All pairs, in wire order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < size; i++) {
            action.accept(key(i), value(i));
        }
    }

    /** How long the key of pair {@code i} is, in bytes. */
    public int keyLength(int i) {
        return spans[i * INTS_PER_PAIR + 1];
    }

    /** Whether the key of pair {@code i} is this one. */
    public boolean keyIs(int i, String key) {
        int start = spans[i * INTS_PER_PAIR];
        int length = spans[i * INTS_PER_PAIR + 1];
        if (length != key.length()) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if ((block[start + k] & 0xff) != key.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private String text(int span) {
        return new String(block, spans[span], spans[span + 1], ISO_8859_1);
    }

    private static int span(byte[] block, int at, int[] spans, int slot) {
        if (block.length - at < Short.BYTES) {
            throw UwsgiProtocolException.overrun(Short.BYTES, block.length - at);
        }
        int length = (block[at] & 0xff) | ((block[at + 1] & 0xff) << 8);
        int start = at + Short.BYTES;
        if (length > block.length - start) {
            throw UwsgiProtocolException.overrun(length, block.length - start);
        }
        spans[slot] = start;
        spans[slot + 1] = length;
        return start + length;
    }
}

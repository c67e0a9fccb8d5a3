package dev.serval.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One message between a client and the hub: a word and its fields. As bytes: four for the length of
 * what follows, four for the id, one for the word, then each field with four for its length.
 *
 * @param id whoever asks chooses it, an answer has the same
 */
@SuppressWarnings("EnumOrdinal") // Both ends are always of one build.
public record Frame(int id, Word word, List<byte[]> fields) {

    /** The largest taken, without the length in front. */
    public static final int MOST_BYTES = 17 * 1024 * 1024;

    /** The bytes in front that say how long it is. */
    public static final int LENGTH_BYTES = Integer.BYTES;

    private static final int HEAD = Integer.BYTES + Byte.BYTES;
    private static final int MOST_FIELDS = 4096;

    public Frame {
        fields = List.copyOf(fields);
    }

    /** Of fields that are bytes, texts or whole numbers. */
    public static Frame of(int id, Word word, Object... fields) {
        List<byte[]> bytes = new ArrayList<>(fields.length);
        for (Object field : fields) {
            bytes.add(
                    switch (field) {
                        case byte[] raw -> raw;
                        case Number number -> number(number.longValue());
                        default -> field.toString().getBytes(UTF_8);
                    });
        }
        return new Frame(id, word, bytes);
    }

    /** An answer to this. */
    public Frame answer(Word answered, Object... with) {
        return of(id, answered, with);
    }

    /** A field as it is; the array is not to be changed. */
    public byte[] bytes(int field) {
        if (field >= fields.size()) {
            throw new IllegalArgumentException("%s has no field %d".formatted(word, field));
        }
        return fields.get(field);
    }

    /** A field as a text. */
    public String text(int field) {
        return new String(bytes(field), UTF_8);
    }

    /** A field as a number. */
    public long number(int field) {
        byte[] bytes = bytes(field);
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("%s: field %d is no number".formatted(word, field));
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /** All of it, with its length in front. */
    public ByteBuffer encode() {
        int size = HEAD;
        for (byte[] field : fields) {
            size += Integer.BYTES + field.length;
        }
        ByteBuffer out = ByteBuffer.allocate(LENGTH_BYTES + size);
        out.putInt(size).putInt(id).put((byte) word.ordinal());
        for (byte[] field : fields) {
            out.putInt(field.length).put(field);
        }
        return out.flip();
    }

    /**
     * Reads one, without its length: all bytes that remain.
     *
     * @throws IllegalArgumentException for anything {@link #encode} does not write
     */
    public static Frame decode(ByteBuffer in) {
        if (in.remaining() < HEAD) {
            throw new IllegalArgumentException("a frame of %d bytes".formatted(in.remaining()));
        }
        int id = in.getInt();
        int ordinal = Byte.toUnsignedInt(in.get());
        if (ordinal >= Word.values().length) {
            throw new IllegalArgumentException("no word has the number " + ordinal);
        }
        List<byte[]> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (length < 0 || length > in.remaining() || fields.size() == MOST_FIELDS) {
                throw new IllegalArgumentException("a field of a frame breaks off");
            }
            byte[] field = new byte[length];
            in.get(field);
            fields.add(field);
        }
        return new Frame(id, Word.values()[ordinal], fields);
    }
}

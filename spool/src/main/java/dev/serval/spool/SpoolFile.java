package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A job as bytes: a uwsgi packet with modifier 17 whose variables are the metadata, and the body
 * behind it, as uWSGI's spooler writes them. Ours has two variables more: by {@value #CHECK} a file
 * is known that is not whole, by {@value #ID} one that still holds another job. A file without them
 * is taken as it is.
 */
public final class SpoolFile {

    /** What the spool's own variables begin with. */
    static final String OWN = "serval.";

    private static final String CHECK = "serval.check";
    private static final String ID = "serval.id";
    private static final int MODIFIER = 17;
    private static final int HEAD_BYTES = 4;
    private static final int LENGTH_BYTES = 2;

    /** The most that all variables may take: their length has sixteen bits. */
    static final int MOST_VARS_BYTES = 0xffff;

    private static final int CHECK_VALUE_BYTES = 16;
    private static final int CHECK_BYTES = 2 * LENGTH_BYTES + CHECK.length() + CHECK_VALUE_BYTES;
    private static final int ID_BYTES = 2 * LENGTH_BYTES + ID.length() + JobId.LETTERS;
    private static final int OWN_BYTES = CHECK_BYTES + ID_BYTES;
    private static final int CHECK_AT = HEAD_BYTES + CHECK_BYTES - CHECK_VALUE_BYTES;

    private SpoolFile() {}

    /**
     * A whole file.
     *
     * @throws StoreException if the metadata does not fit
     */
    public static byte[] bytes(Payload payload, String id) throws StoreException {
        ByteBuffer head = head(payload, id);
        byte[] file = new byte[head.remaining() + payload.body().length];
        ByteBuffer.wrap(file).put(head).put(payload.body());
        return file;
    }

    /**
     * The packet; the body goes behind it.
     *
     * @throws StoreException if the metadata does not fit
     */
    static ByteBuffer head(Payload payload, String id) throws StoreException {
        // First, so that it is on the first page: no file loses it and keeps what is before it.
        List<byte[]> texts = new ArrayList<>();
        texts.add(CHECK.getBytes(UTF_8));
        texts.add(new byte[CHECK_VALUE_BYTES]);
        add(texts, ID, id);
        for (Map.Entry<String, String> entry : new TreeMap<>(payload.metadata()).entrySet()) {
            if (entry.getKey().startsWith(OWN)) {
                throw StoreException.reserved(entry.getKey());
            }
            add(texts, entry.getKey(), entry.getValue());
        }
        long size = texts.stream().mapToLong(text -> LENGTH_BYTES + text.length).sum();
        if (size > MOST_VARS_BYTES) {
            throw StoreException.metadata(size - OWN_BYTES, MOST_VARS_BYTES - OWN_BYTES);
        }
        byte[] bytes = new byte[HEAD_BYTES + (int) size];
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) MODIFIER).putShort((short) size).put((byte) 0);
        for (byte[] text : texts) {
            head.putShort((short) text.length).put(text);
        }
        // The sum is made while its own place is zeros.
        String sum = checksum(bytes, bytes.length, payload.body(), 0);
        head.put(CHECK_AT, sum.getBytes(UTF_8));
        return head.flip();
    }

    private static void add(List<byte[]> texts, String key, String value) {
        texts.add(key.getBytes(UTF_8));
        texts.add(value.getBytes(UTF_8));
    }

    private static String checksum(byte[] head, int headBytes, byte[] rest, int from) {
        CRC32C sum = new CRC32C();
        sum.update(head, 0, headBytes);
        sum.update(rest, from, rest.length - from);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((int) sum.getValue()) + hex.toHexDigits(rest.length - from);
    }

    /**
     * Reads a whole file.
     *
     * @param id of the job that it should be
     * @throws CorruptJobException if it is not whole, or another job
     */
    public static Payload read(byte[] file, String id) throws CorruptJobException {
        if (file.length < HEAD_BYTES) {
            throw CorruptJobException.of("it has only %d bytes".formatted(file.length));
        }
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int modifier = Byte.toUnsignedInt(in.get());
        if (modifier != MODIFIER) {
            throw CorruptJobException.of("modifier %d instead of 17".formatted(modifier));
        }
        int end = HEAD_BYTES + Short.toUnsignedInt(in.getShort());
        in.get();
        if (end > file.length) {
            throw CorruptJobException.of(
                    "its variables end at %d and it ends at %d".formatted(end, file.length));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        while (in.position() < end) {
            String key = text(in, end);
            String value = text(in, end);
            if (key.equals(CHECK)) {
                check(file, end, value);
            } else if (key.equals(ID)) {
                same(id, value);
            } else {
                metadata.put(key, value);
            }
        }
        return new Payload(metadata, Arrays.copyOfRange(file, end, file.length));
    }

    private static void check(byte[] file, int end, String said) throws CorruptJobException {
        byte[] head = Arrays.copyOf(file, end);
        Arrays.fill(
                head, Math.min(CHECK_AT, end), Math.min(HEAD_BYTES + CHECK_BYTES, end), (byte) 0);
        if (!said.equals(checksum(head, end, file, end))) {
            throw CorruptJobException.of("its checksum does not fit");
        }
    }

    private static void same(String id, String said) throws CorruptJobException {
        if (!id.equals(said)) {
            throw CorruptJobException.of(
                    "it holds job %s, which its file once was".formatted(said));
        }
    }

    private static String text(ByteBuffer in, int end) throws CorruptJobException {
        int left = end - in.position();
        int length = left < LENGTH_BYTES ? LENGTH_BYTES : Short.toUnsignedInt(in.getShort());
        if (length > end - in.position()) {
            throw CorruptJobException.of(
                    "a variable claims %d bytes, and %d are left".formatted(length, left));
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }
}

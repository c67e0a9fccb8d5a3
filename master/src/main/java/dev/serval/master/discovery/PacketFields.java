package dev.serval.master.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables of one uwsgi packet, as text, and its signature.
 *
 * <p>Wire form (uwsgi-docs, Protocol.rst): modifier1 u8, vars length u16 little-endian, modifier2
 * u8, then that many bytes of (u16le length, bytes) pairs, key before value.
 */
final class PacketFields {

    static final int PREFIX_BYTES = 4;

    private static final String SIGN = "sign";
    private static final int MAX_FIELDS = 64;
    private static final int MAX_BYTES = 0xffff;

    private final byte[] packet;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private byte[] signature = new byte[0];
    private int at = PREFIX_BYTES;
    private int signedEnd;

    private PacketFields(byte[] packet) {
        this.packet = packet;
        this.signedEnd = packet.length;
    }

    /**
     * Reads a whole packet.
     *
     * @throws PacketException if it is cut off, longer than it says, or has too many fields
     */
    static PacketFields read(byte[] packet) throws PacketException {
        PacketFields read = new PacketFields(packet);
        if (packet.length < PREFIX_BYTES || read.number(1) != packet.length - PREFIX_BYTES) {
            throw new PacketException("it is not as long as it says");
        }
        while (read.at < packet.length) {
            read.pair();
        }
        return read;
    }

    private void pair() throws PacketException {
        // What follows a signature is not signed.
        if (signature.length > 0 || fields.size() == MAX_FIELDS) {
            throw new PacketException("it has too many fields");
        }
        int begin = at;
        String name = new String(value(), ISO_8859_1);
        byte[] value = value();
        if (name.equals(SIGN)) {
            signature = value;
            signedEnd = begin;
        } else if (fields.put(name, new String(value, ISO_8859_1)) != null) {
            throw new PacketException("it has a field twice");
        }
    }

    private byte[] value() throws PacketException {
        if (at + 2 > packet.length || at + 2 + number(at) > packet.length) {
            throw new PacketException("it is cut off");
        }
        int from = at + 2;
        at = from + number(at);
        return Arrays.copyOfRange(packet, from, at);
    }

    private int number(int index) {
        return (packet[index] & 0xff) | (packet[index + 1] & 0xff) << Byte.SIZE;
    }

    int modifier1() {
        return packet[0] & 0xff;
    }

    int modifier2() {
        return packet[3] & 0xff;
    }

    /** Empty if there is none. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /**
     * A number in decimal digits.
     *
     * @throws PacketException if it is none, or outside of these, both taken
     */
    long number(String name, long missing, long min, long max) throws PacketException {
        String text = text(name);
        if (text.isEmpty()) {
            return missing;
        }
        boolean digits = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = digits ? Long.parseLong(text) : -1;
        if (!digits || number < min || number > max) {
            throw new PacketException(
                    "its `%s` is no number from %d to %d".formatted(name, min, max));
        }
        return number;
    }

    boolean isSigned() {
        return signature.length > 0;
    }

    byte[] signature() {
        return signature.clone();
    }

    /** All fields before the signature. */
    byte[] signed() {
        return Arrays.copyOfRange(packet, PREFIX_BYTES, signedEnd);
    }

    /** Fields as they are written; any number of bytes. */
    static byte[] write(Map<String, String> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach((name, value) -> put(out, name, value.getBytes(UTF_8)));
        return out.toByteArray();
    }

    /** The same with one behind it that is bytes. */
    static byte[] signed(byte[] fields, byte[] signature) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(fields);
        put(out, SIGN, signature);
        return out.toByteArray();
    }

    /**
     * A whole packet.
     *
     * @throws IllegalArgumentException if the fields have more than 65535 bytes
     */
    static byte[] packet(int modifier1, int modifier2, byte[] fields) {
        if (fields.length > MAX_BYTES) {
            throw new IllegalArgumentException("a packet of %d bytes".formatted(fields.length));
        }
        byte[] all = new byte[PREFIX_BYTES + fields.length];
        all[0] = (byte) modifier1;
        all[1] = (byte) fields.length;
        all[2] = (byte) (fields.length >>> Byte.SIZE);
        all[3] = (byte) modifier2;
        System.arraycopy(fields, 0, all, PREFIX_BYTES, fields.length);
        return all;
    }

    private static void put(ByteArrayOutputStream out, String name, byte[] value) {
        length(out, name.length());
        out.writeBytes(name.getBytes(ISO_8859_1));
        length(out, value.length);
        out.writeBytes(value);
    }

    private static void length(ByteArrayOutputStream out, int length) {
        out.write(length);
        out.write(length >>> Byte.SIZE);
    }
}

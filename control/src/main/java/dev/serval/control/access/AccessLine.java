package dev.serval.control.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * One line while it is put together; used again for the next. What comes from a client goes through
 * {@link #text}, which leaves it no way out of its place. One thread.
 */
public final class AccessLine {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /** Of one value: a client may send a long one with each request. */
    private static final int MAX_VALUE = 2048;

    private byte[] bytes = new byte[1024];
    private int length;

    /** An empty line. */
    public AccessLine() {}

    void clear() {
        length = 0;
    }

    /** Forgets what was written from there on. */
    void back(int to) {
        length = to;
    }

    /** Whether this is what it ends with. */
    boolean isAt(char last) {
        return length > 0 && bytes[length - 1] == last;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Something of ours, in ASCII. */
    public void raw(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /** One character of ours, in ASCII. */
    void raw(char character) {
        room(1);
        bytes[length++] = (byte) character;
    }

    /** Bytes as they are. */
    void raw(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    /** Something of a client's, a byte a character: what is not plain becomes {@code \xHH}. */
    public void text(String text) {
        int end = Math.min(text.length(), MAX_VALUE);
        room(4 * end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = 'x';
                bytes[length++] = HEX[(c >> 4) & 0xf];
                bytes[length++] = HEX[c & 0xf];
            } else {
                bytes[length++] = (byte) c;
            }
        }
    }

    /** A number. */
    public void number(long value) {
        if (value < 0) {
            raw(Long.toString(value));
            return;
        }
        int end = length + digits(value);
        room(end - length);
        long rest = value;
        for (int at = end - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Microseconds as seconds with six digits behind the point. */
    public void seconds(long micros) {
        number(micros / 1_000_000);
        raw('.');
        String rest = Long.toString(1_000_000 + micros % 1_000_000);
        raw(rest.substring(1));
    }

    /** Turns what was written from there on into JSON's own way of escaping. */
    void escapeFrom(int from) {
        int first = from;
        while (first < length && bytes[first] != '\\') {
            first++;
        }
        if (first == length) {
            return;
        }
        byte[] value = Arrays.copyOfRange(bytes, first, length);
        length = first;
        room(2 * value.length);
        for (int i = 0; i < value.length; i++) {
            if (value[i] == '\\') {
                // A byte that was escaped as \xHH: U+00HH here.
                raw("\\u00");
                bytes[length++] = value[i + 2];
                bytes[length++] = value[i + 3];
                i += 3;
            } else {
                bytes[length++] = value[i];
            }
        }
    }

    private void room(int more) {
        if (length + more + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }
}

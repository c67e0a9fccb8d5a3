package dev.serval.adapter.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What a client's frames look like (RFC 6455 section 5.2). */
final class Frames {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int FIN = 0x80;
    static final int SHORT = 126;
    static final int LONG = 127;

    private static final int MASKED = 0x80;
    private static final int MAX_HEAD_BYTES = 14;

    private Frames() {}

    /** The head of a frame that is a whole message; its mask is zero, which changes nothing. */
    static ByteBuffer head(int kind, int length) {
        ByteBuffer head = ByteBuffer.allocate(MAX_HEAD_BYTES);
        head.put((byte) (FIN | kind));
        if (length < SHORT) {
            head.put((byte) (MASKED | length));
        } else if (length <= 0xffff) {
            head.put((byte) (MASKED | SHORT)).putShort((short) length);
        } else {
            head.put((byte) (MASKED | LONG)).putLong(length);
        }
        return head.putInt(0).flip();
    }

    /**
     * The content of a close.
     *
     * @param code 0 for none
     */
    static byte[] closing(int code, String reason) {
        if (code == 0) {
            return new byte[0];
        }
        byte[] words = reason.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array();
    }
}

package dev.serval.adapter.boot.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A client's frames (RFC 6455 section 5.2). Pure. */
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

    /** A whole message, or a control frame; its mask is zero, which changes nothing. */
    static ByteBuffer of(int kind, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(MAX_HEAD_BYTES + content.length);
        frame.put((byte) (FIN | kind));
        if (content.length < SHORT) {
            frame.put((byte) (MASKED | content.length));
        } else if (content.length <= 0xffff) {
            frame.put((byte) (MASKED | SHORT)).putShort((short) content.length);
        } else {
            frame.put((byte) (MASKED | LONG)).putLong(content.length);
        }
        return frame.putInt(0).put(content).flip();
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

package dev.serval.adapter.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a server's frames (RFC 6455 section 5.2), from one that is trusted. One thread. */
final class FrameReader {

    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int NO_STATUS = 1005;

    /** Where bytes come from. */
    @FunctionalInterface
    interface Source {
        /**
         * Waits for bytes and appends some to a buffer that is ready to be read.
         *
         * @return false at the end
         */
        boolean fill(ByteBuffer into) throws IOException;
    }

    /** Told what was read. */
    interface Listener {
        void message(boolean text, byte[] content) throws IOException;

        void ping(byte[] content) throws IOException;

        /** The last call. */
        void close(int code, String reason) throws IOException;
    }

    private final Source source;
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK_BYTES).flip();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private boolean text;

    FrameReader(Source source) {
        this.source = source;
    }

    /** Reads until a close or the end. */
    void read(Listener listener) throws IOException {
        while (more()) {
            int first = one();
            byte[] content = content(length(one()));
            switch (first & 0x0f) {
                case Frames.CLOSE -> {
                    close(content, listener);
                    return;
                }
                case Frames.PING -> listener.ping(content);
                case Frames.PONG -> {}
                default -> part(first, content, listener);
            }
        }
    }

    private void part(int first, byte[] content, Listener listener) throws IOException {
        int kind = first & 0x0f;
        text = kind == Frames.CONTINUATION ? text : kind == Frames.TEXT;
        boolean last = (first & Frames.FIN) != 0;
        if (last && parts.size() == 0) {
            listener.message(text, content);
            return;
        }
        parts.writeBytes(content);
        if (last) {
            byte[] whole = parts.toByteArray();
            parts.reset();
            listener.message(text, whole);
        }
    }

    private static void close(byte[] content, Listener listener) throws IOException {
        if (content.length < 2) {
            listener.close(NO_STATUS, "");
            return;
        }
        ByteBuffer said = ByteBuffer.wrap(content);
        int code = said.getShort() & 0xffff;
        listener.close(code, UTF_8.decode(said).toString());
    }

    private int length(int second) throws IOException {
        int length = second & 0x7f;
        if (length == Frames.SHORT) {
            return one() << 8 | one();
        }
        if (length < Frames.SHORT) {
            return length;
        }
        long large = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            large = large << 8 | one();
        }
        return Math.toIntExact(large);
    }

    private byte[] content(int length) throws IOException {
        byte[] content = new byte[length];
        for (int at = 0; at < length; ) {
            need();
            int count = Math.min(bytes.remaining(), length - at);
            bytes.get(content, at, count);
            at += count;
        }
        return content;
    }

    private int one() throws IOException {
        need();
        return bytes.get() & 0xff;
    }

    private void need() throws IOException {
        if (!more()) {
            throw new EOFException("the engine ended in the middle of a frame");
        }
    }

    private boolean more() throws IOException {
        if (bytes.hasRemaining()) {
            return true;
        }
        bytes.clear().flip();
        return source.fill(bytes);
    }
}

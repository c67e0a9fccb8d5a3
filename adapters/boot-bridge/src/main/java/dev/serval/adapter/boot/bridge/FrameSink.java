package dev.serval.adapter.boot.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes a server's frames (RFC 6455 section 5.2) in pieces, from one that is trusted. One thread at
 * a time.
 */
final class FrameSink {

    private static final int NO_STATUS = 1005;

    /** Told what the frames say. */
    interface Listener {
        void message(boolean text, byte[] content) throws IOException;

        void ping(byte[] content);

        void close(int code, String reason);
    }

    private final Listener listener;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private byte[] rest = new byte[0];
    private boolean text;

    FrameSink(Listener listener) {
        this.listener = listener;
    }

    /** Takes all of it. */
    void accept(ByteBuffer from) throws IOException {
        byte[] all = Arrays.copyOf(rest, rest.length + from.remaining());
        from.get(all, rest.length, from.remaining());
        ByteBuffer bytes = ByteBuffer.wrap(all);
        int done = 0;
        while (frame(bytes)) {
            done = bytes.position();
        }
        rest = Arrays.copyOfRange(all, done, all.length);
    }

    /** Reads one; false if it is not whole. */
    private boolean frame(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() < 2) {
            return false;
        }
        int first = bytes.get() & 0xff;
        int length = bytes.get() & 0x7f;
        if (length == Frames.SHORT) {
            if (bytes.remaining() < Short.BYTES) {
                return false;
            }
            length = bytes.getShort() & 0xffff;
        } else if (length == Frames.LONG) {
            if (bytes.remaining() < Long.BYTES) {
                return false;
            }
            length = Math.toIntExact(bytes.getLong());
        }
        if (bytes.remaining() < length) {
            return false;
        }
        byte[] content = new byte[length];
        bytes.get(content);
        tell(first, content);
        return true;
    }

    private void tell(int first, byte[] content) throws IOException {
        switch (first & 0x0f) {
            case Frames.CLOSE -> close(content);
            case Frames.PING -> listener.ping(content);
            case Frames.PONG -> {}
            default -> part(first, content);
        }
    }

    private void part(int first, byte[] content) throws IOException {
        int kind = first & 0x0f;
        text = kind == Frames.CONTINUATION ? text : kind == Frames.TEXT;
        parts.writeBytes(content);
        if ((first & Frames.FIN) != 0) {
            byte[] whole = parts.toByteArray();
            parts.reset();
            listener.message(text, whole);
        }
    }

    private void close(byte[] content) {
        if (content.length < 2) {
            listener.close(NO_STATUS, "");
            return;
        }
        ByteBuffer said = ByteBuffer.wrap(content);
        int code = said.getShort() & 0xffff;
        listener.close(code, UTF_8.decode(said).toString());
    }
}

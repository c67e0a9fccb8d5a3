package dev.serval.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/**
 * Where a {@link Body.Streaming} writes. Blocks while the client is slower than the application.
 */
public interface BodyWriter {

    /**
     * Writes some bytes; they may wait in a buffer until the next {@link #flush}.
     *
     * @throws IOException if the client is gone
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Sends what was written so far.
     *
     * @throws IOException if the client is gone
     */
    void flush() throws IOException;

    /**
     * Writes all of these bytes.
     *
     * @throws IOException if the client is gone
     */
    default void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /**
     * Writes text as UTF-8.
     *
     * @throws IOException if the client is gone
     */
    default void write(String text) throws IOException {
        write(text.getBytes(UTF_8));
    }
}

package dev.serval.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;

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
     * Waits until the server is about to end and wants this body to end too.
     *
     * @param atMost how long to wait
     * @return whether it does; false when the time is up
     * @throws InterruptedException if the request was given up
     */
    default boolean awaitEnding(Duration atMost) throws InterruptedException {
        Thread.sleep(atMost);
        return false;
    }

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

package dev.serval.app;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The content of an answer. The server sees the kind, and sends each in its own best way. */
public sealed interface Body {

    /** Nothing. */
    record None() implements Body {}

    /**
     * Bytes already in memory.
     *
     * @param content handed over: not to be changed afterwards
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Bytes(byte[] content) implements Body {}

    /**
     * A file, sent by the kernel without passing through the heap.
     *
     * @param path a readable regular file; the answer is 500 if it is not
     */
    record File(Path path) implements Body {}

    /**
     * Bytes read while they are sent. The stream is closed in the end, whatever happens.
     *
     * @param content the stream
     * @param length how many bytes it has; -1 if that is not known
     */
    record Input(InputStream content, long length) implements Body {}

    /**
     * No content: the connection becomes a WebSocket. Made by {@link Response#webSocket}.
     *
     * @param subprotocols those the application speaks; the first of the client's that is among
     *     them is agreed on
     * @param talk what is done with the open socket
     */
    record Socket(List<String> subprotocols, WebSocket.Talk talk) implements Body {
        /**
         * @throws IllegalArgumentException if a subprotocol is not a token
         */
        public Socket {
            subprotocols = List.copyOf(subprotocols);
            if (!subprotocols.stream().allMatch(Headers::isToken)) {
                throw new IllegalArgumentException("a subprotocol is not a token");
            }
        }
    }

    /**
     * An answer that is decided while it is made. By {@link Response#late}.
     *
     * @param maker makes it
     */
    record Late(LateAnswer maker) implements Body {}

    /** Bytes made while they are sent. */
    @FunctionalInterface
    non-sealed interface Streaming extends Body {
        /**
         * Writes the whole body, perhaps on another thread than the one that called the
         * application.
         *
         * @throws Exception breaks the client's connection off: part of the answer is gone already
         */
        void writeTo(BodyWriter out) throws Exception;
    }
}

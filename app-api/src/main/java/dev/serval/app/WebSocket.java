package dev.serval.app;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket (RFC 6455), as the application sees it: messages in, messages out. Pings,
 * fragments, compression and the closing handshake are the server's.
 *
 * <p>{@link #receive} belongs to the thread of the {@link Talk}; everything else may be called from
 * any thread. The socket takes none of the worker's cores.
 */
public interface WebSocket {

    /** One whole message. */
    sealed interface Message {

        /** Text; what came from a client was valid UTF-8. */
        record Text(String text) implements Message {}

        /**
         * Bytes.
         *
         * @param content handed over: not to be changed afterwards
         */
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Binary(byte[] content) implements Message {}
    }

    /**
     * How it ended.
     *
     * @param code of RFC 6455 section 7.4: 1000 for a normal end, 1001 when either side goes away,
     *     1005 if the client gave none, 1006 if the connection broke off
     * @param reason the client's or our words; often empty
     */
    record Ending(int code, String reason) {}

    /** What an application does with an open socket, on a virtual thread of its own. */
    @FunctionalInterface
    interface Talk {
        /**
         * Talks until it returns; then the socket is closed with 1000, unless it is closed already.
         *
         * @throws Exception closes the socket with 1011, and is logged unless the client had gone
         */
        void with(WebSocket socket) throws Exception;
    }

    /**
     * Waits for the next message.
     *
     * @return null once the socket is closed, whoever closed it, and all that came before was given
     * @throws InterruptedException if the thread was interrupted
     */
    @Nullable Message receive() throws InterruptedException;

    /**
     * Sends a message. Blocks while more than 64 KiB are on their way to a client that reads
     * slowly.
     *
     * @throws IOException if the socket is closed, or the client took nothing for {@code
     *     --socket-timeout}; the socket is closed then
     */
    void send(Message message) throws IOException;

    /**
     * Sends text.
     *
     * @throws IOException as {@link #send(Message)}
     */
    default void send(String text) throws IOException {
        send(new Message.Text(text));
    }

    /**
     * Sends bytes.
     *
     * @param content handed over: not to be changed afterwards
     * @throws IOException as {@link #send(Message)}
     */
    default void send(byte[] content) throws IOException {
        send(new Message.Binary(content));
    }

    /**
     * Says good-bye; returns at once. {@link #receive} gives what is still coming, then null. Does
     * nothing if the socket is closed or closing.
     *
     * @param code 1000 to 1003, 1007 to 1014, or 3000 to 4999
     * @param reason at most 123 bytes of UTF-8
     * @throws IllegalArgumentException for another code or a longer reason
     */
    void close(int code, String reason);

    /** The subprotocol agreed on; empty if there is none. */
    Optional<String> subprotocol();

    /** How it ended; empty while it is open. */
    Optional<Ending> ending();
}

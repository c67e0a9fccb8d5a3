package dev.serval.control.datagram;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One receiver of datagrams. One thread. */
public interface Datagrams extends Closeable {

    /**
     * Sends the buffer's bytes as one datagram.
     *
     * @param message a direct buffer; left as it is
     * @return false if the receiver has no room for it now
     * @throws IOException if there is no receiver, with the reason in words
     */
    boolean send(ByteBuffer message) throws IOException;
}

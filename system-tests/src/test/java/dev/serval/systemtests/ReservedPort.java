package dev.serval.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port the kernel picked, for a peer that cannot be told to let it pick one.
 *
 * <p>Bound and never listened on: nobody else is given it, a peer that sets SO_REUSEADDR can listen
 * on it all the same (socket(7)), and until then a connection to it is refused.
 */
final class ReservedPort implements AutoCloseable {

    private final Socket held;

    ReservedPort() throws IOException {
        held = new Socket();
        held.setReuseAddress(true);
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int number() {
        return held.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}

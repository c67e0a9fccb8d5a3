package dev.serval.master.dev;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** A port that nobody listens on. */
final class FreePort {

    private static final int USUAL = 8000;
    private static final int TRIED = 100;

    private FreePort() {}

    /**
     * The first free one from the one that was written, or the usual one; says so if it is other.
     */
    static int from(List<Address> written) {
        int first =
                written.isEmpty() || written.getFirst().unix() ? USUAL : written.getFirst().port();
        for (int port = first; port < first + TRIED; port++) {
            if (isFree(port)) {
                if (port != first) {
                    EventLog.line(
                            "dev: port %d is taken, so it is %d this time".formatted(first, port));
                }
                return port;
            }
        }
        // Whoever opens it says by whom it is taken.
        return first;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}

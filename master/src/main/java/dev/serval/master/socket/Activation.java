package dev.serval.master.socket;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Sockets that were open before this process: descriptors 3 and up, as many as {@code LISTEN_FDS}
 * says, if {@code LISTEN_PID} is us (sd_listen_fds(3)).
 *
 * @param count how many there are
 */
public record Activation(int count) {

    private static final int FIRST = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_DOMAIN = 39;
    private static final int AF_UNIX = 1;

    /**
     * @param pid our own process
     */
    public static Activation of(Map<String, String> environment, long pid) {
        String fds = environment.getOrDefault("LISTEN_FDS", "");
        boolean ours = environment.getOrDefault("LISTEN_PID", "").equals(Long.toString(pid));
        return new Activation(ours && fds.matches("\\d{1,4}") ? Integer.parseInt(fds) : 0);
    }

    /**
     * Looks at one of them.
     *
     * @return whether it is a Unix socket
     * @throws ListenException if it was not handed over, or nobody listens on it
     */
    boolean unix(int descriptor) throws ListenException {
        String address = "fd://" + descriptor;
        if (count == 0) {
            throw ListenException.because(
                    address,
                    "no socket was handed over; LISTEN_PID and LISTEN_FDS tell of them, as systemd"
                            + " sets them for a socket unit");
        }
        if (descriptor < FIRST || descriptor >= FIRST + count) {
            throw ListenException.because(
                    address,
                    count == 1
                            ? "only descriptor 3 was handed over"
                            : "only descriptors 3 to %d were handed over"
                                    .formatted(FIRST + count - 1));
        }
        if (option(descriptor, SO_ACCEPTCONN) != 1) {
            throw ListenException.because(address, "that is no socket that listens");
        }
        return option(descriptor, SO_DOMAIN) == AF_UNIX;
    }

    /** A number from getsockopt(2); -1 if it is no socket. */
    private static int option(int descriptor, int option) {
        ByteBuffer value = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            new Socket(descriptor).getRawOpt(SOL_SOCKET, option, value);
        } catch (IOException e) {
            return -1;
        }
        return value.getInt(0);
    }
}

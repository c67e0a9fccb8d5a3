package dev.serval.master.stats;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How many connections wait in a TCP listener's accept queue, and how many may (TCP_INFO, tcp(7):
 * for a listener the kernel puts the queue into {@code tcpi_unacked} and its limit into {@code
 * tcpi_sacked}).
 *
 * @param length connections that wait
 * @param max the most that may
 */
public record ListenQueue(int length, int max) {

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int INFO_BYTES = 104;
    private static final int UNACKED = 24;
    private static final int SACKED = 28;

    /** Zeros where the kernel does not tell. */
    static ListenQueue of(ServerView.SocketRow socket) {
        return of(socket.fd(), socket.unix());
    }

    /** Zeros where the kernel does not tell: always for a Unix socket. */
    public static ListenQueue of(int fd, boolean unix) {
        if (unix) {
            return new ListenQueue(0, 0);
        }
        ByteBuffer info = ByteBuffer.allocateDirect(INFO_BYTES).order(ByteOrder.nativeOrder());
        try {
            new Socket(fd).getRawOpt(IPPROTO_TCP, TCP_INFO, info);
        } catch (IOException e) {
            return new ListenQueue(0, 0);
        }
        return new ListenQueue(info.getInt(UNACKED), info.getInt(SACKED));
    }
}

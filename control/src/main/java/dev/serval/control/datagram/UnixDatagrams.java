package dev.serval.control.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;

/** To a Unix socket, by its name each time: a receiver that was started again is found again. */
public final class UnixDatagrams implements Datagrams {

    private final String path;
    private final byte[] name;
    private final Socket socket;

    private UnixDatagrams(String path, Socket socket) {
        this.path = path;
        this.name = path.getBytes(UTF_8);
        this.socket = socket;
    }

    /**
     * The receiver need not be there.
     *
     * @throws IOException if there can be no further socket
     */
    public static UnixDatagrams to(String path) throws IOException {
        Epoll.ensureAvailability();
        try {
            return new UnixDatagrams(path, Socket.newSocketDomainDgram());
        } catch (ChannelException e) {
            throw new IOException("no socket can be opened", e);
        }
    }

    @Override
    public boolean send(ByteBuffer message) throws IOException {
        try {
            return socket.sendToDomainSocket(message, message.position(), message.limit(), name)
                    > 0;
        } catch (FileNotFoundException e) {
            throw new IOException(path + " is not there", e);
        } catch (ConnectException e) {
            throw new IOException("nobody reads " + path, e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.serval.control.datagram;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Over UDP. A host that tells that nobody is there is believed; most losses nobody is told of. */
public final class UdpDatagrams implements Datagrams {

    private final String where;
    private final DatagramChannel channel;

    private UdpDatagrams(String where, DatagramChannel channel) {
        this.where = where;
        this.channel = channel;
    }

    /**
     * Looks the host up, which may take its time.
     *
     * @throws IOException if it has no address
     */
    public static UdpDatagrams to(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("the host " + host + " is not known");
        }
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.connect(address);
            return new UdpDatagrams(host + ":" + port, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean send(ByteBuffer message) throws IOException {
        try {
            return channel.write(message.duplicate()) > 0;
        } catch (PortUnreachableException e) {
            throw new IOException("nobody is there at " + where, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package dev.serval.master.doctor;

import dev.serval.control.option.Address;
import dev.serval.master.socket.Activation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tries the addresses a server would listen on, as the server would, and lets go of them. */
final class Doors {

    private Doors() {}

    static List<Finding> tryAll(List<Address> addresses) {
        List<Finding> findings = new ArrayList<>();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            SocketOpener opener =
                    new SocketOpener(
                            loops, 1, new ChannelInboundHandlerAdapter(), new Activation(0));
            addresses.stream()
                    .filter(address -> address.descriptor() == 0)
                    .forEach(address -> findings.add(tryOne(opener, address)));
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
        return findings;
    }

    private static Finding tryOne(SocketOpener opener, Address address) {
        try {
            ListeningSocket opened =
                    address.unix()
                            ? opener.unix("door", address.path())
                            : opener.tcp(
                                    "door", new InetSocketAddress(address.host(), address.port()));
            opened.channel().close().awaitUninterruptibly();
            return Finding.ok(address + " can be listened on");
        } catch (ListenException e) {
            return Finding.fault(
                    String.valueOf(e.getMessage()), "end that process, or choose another address");
        }
    }
}

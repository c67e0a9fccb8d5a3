package dev.serval.master.socket;

import dev.serval.control.option.Address;
import io.netty.channel.Channel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One open listening socket.
 *
 * @param name how the children know it, e.g. {@code http:1} or {@code uwsgi:2/unix}
 * @param channel keeps the descriptor open; nothing but statistics is ever accepted on it here
 * @param asked the address as the operator wrote it; null for one of our own
 */
public record ListeningSocket(String name, Channel channel, @Nullable Address asked) {

    private static final String UNIX = "/unix";

    ListeningSocket(String name, Channel channel) {
        this(name, channel, null);
    }

    /** The same socket, asked for by this address. */
    public ListeningSocket at(Address address) {
        return new ListeningSocket(name, channel, address);
    }

    /** The same socket at another place in its list. */
    public ListeningSocket named(String other) {
        return new ListeningSocket(other + (unix() ? UNIX : ""), channel, asked);
    }

    /** Whether it is a Unix socket. */
    public boolean unix() {
        return name.endsWith(UNIX);
    }

    /** Whether it was open before this process. */
    public boolean handed() {
        return asked != null && asked.descriptor() > 0;
    }

    /** The descriptor to hand to children. */
    public FileDescriptor descriptor() {
        return ((UnixChannel) channel).fd();
    }

    /** {@code 127.0.0.1:8000}, {@code /run/app.sock} or {@code @name}. */
    public String address() {
        if (asked != null && asked.unix()) {
            return asked.path();
        }
        if (channel.localAddress() instanceof InetSocketAddress tcp) {
            String host = tcp.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + tcp.getPort();
        }
        // Netty knows the path of a Unix socket only where it has bound it itself.
        DomainSocketAddress unix =
                channel.localAddress() instanceof DomainSocketAddress bound
                        ? bound
                        : ((Socket) descriptor()).localDomainSocketAddress();
        String path = unix == null ? "" : unix.path();
        return path.startsWith("\0") ? "@" + path.substring(1) : path;
    }

    /** The port as text; {@code 0} for a Unix socket. */
    public String port() {
        return channel.localAddress() instanceof InetSocketAddress tcp
                ? Integer.toString(tcp.getPort())
                : "0";
    }
}

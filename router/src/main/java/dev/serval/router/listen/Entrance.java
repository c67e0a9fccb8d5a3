package dev.serval.router.listen;

import dev.serval.control.config.Networks;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.log.Complaint;
import dev.serval.http.Turnstile;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * What a connection passes before it is a client's: the limits, and the PROXY protocol. Whoever is
 * turned away is told so, in the listener's language.
 *
 * <p>One for all listeners of a router; on the loop of the connection.
 */
public final class Entrance {

    private static final String FULL = "--http-max-connections are open; more are refused";

    private final Networks proxies;
    private final boolean proxyProtocol;
    private final Turnstile turnstile;
    private final Consumer<Channel> arrived;
    private final Complaint full = new Complaint();
    private final Complaint crowd = new Complaint();
    private final Complaint stranger = new Complaint();

    private Entrance(
            Networks proxies,
            boolean proxyProtocol,
            Turnstile turnstile,
            Consumer<Channel> arrived) {
        this.proxies = proxies;
        this.proxyProtocol = proxyProtocol;
        this.turnstile = turnstile;
        this.arrived = arrived;
    }

    /**
     * As it was configured.
     *
     * @param arrived told of each connection, on its loop
     */
    public static Entrance of(RouterConfig.Admission admission, Consumer<Channel> arrived) {
        return new Entrance(
                Networks.of(admission.trustedProxies()),
                admission.proxyProtocol(),
                new Turnstile(admission.maxConnections(), admission.maxPerAddress()),
                arrived);
    }

    /** Lets connections in, or not, and only then the listener's clients see them. */
    public ChannelHandler before(Door door) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                arrive(channel, door);
            }
        };
    }

    private void arrive(Channel channel, Door door) {
        Peer peer = peer(channel);
        arrived.accept(channel);
        if (!turnstile.enter(channel)) {
            full.say(FULL);
            door.turnAway(channel, 503, "too many connections are open");
            return;
        }
        if (!proxyProtocol) {
            admit(channel, peer, door);
            return;
        }
        if (!peer.trusted()) {
            stranger.say("refused %s: no --trusted-proxy".formatted(peer.address()));
            door.turnAway(channel, 403, "only proxies may connect here");
            return;
        }
        channel.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHead(this, peer, door));
    }

    /** Goes on as the client of this peer. */
    void admit(Channel channel, Peer peer, Door door) {
        if (!peer.trusted() && !turnstile.enter(channel, peer.address())) {
            crowded(peer);
            door.turnAway(channel, 503, "too many connections of this address are open");
            return;
        }
        peer.settle(channel);
        channel.pipeline().addLast(door.clients());
    }

    boolean trusts(InetAddress address) {
        return proxies.contains(address);
    }

    /**
     * Lets a connection over QUIC in, or not; it has shaken no hands yet.
     *
     * @return whether it may go on
     */
    boolean admits(Channel channel, InetSocketAddress from) {
        Peer peer = peer(from);
        if (!turnstile.enter(channel)) {
            full.say(FULL);
            return false;
        }
        if (!peer.trusted() && !turnstile.enter(channel, peer.address())) {
            crowded(peer);
            return false;
        }
        peer.settle(channel);
        return true;
    }

    private void crowded(Peer peer) {
        crowd.say(
                "%s has --http-max-connections-per-address open; more are refused"
                        .formatted(peer.address()));
    }

    private Peer peer(Channel channel) {
        if (channel.remoteAddress() instanceof InetSocketAddress from) {
            return peer(from);
        }
        return new Peer("", "", false, proxies.containsUnix());
    }

    private Peer peer(InetSocketAddress from) {
        return new Peer(
                from.getAddress().getHostAddress(),
                Integer.toString(from.getPort()),
                false,
                trusts(from.getAddress()));
    }
}

package dev.serval.router.listen;

import dev.serval.control.log.EventLog;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/**
 * Takes a trusted proxy's word for who the client is (the PROXY protocol, versions 1 and 2), and
 * makes way. Nothing else is taken before it, and not for longer than {@value #SECONDS} seconds.
 */
final class ProxyHead extends ChannelInboundHandlerAdapter {

    private static final int SECONDS = 10;

    private final Entrance entrance;
    private final Peer proxy;
    private final Door door;
    private boolean told;

    ProxyHead(Entrance entrance, Peer proxy, Door door) {
        this.entrance = entrance;
        this.proxy = proxy;
        this.door = door;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.executor()
                .schedule(
                        () -> {
                            if (!told) {
                                ctx.close();
                            }
                        },
                        SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HAProxyMessage head)) {
            ctx.fireChannelRead(message);
            return;
        }
        told = true;
        try {
            entrance.admit(ctx.channel(), peer(head), door);
        } finally {
            head.release();
        }
        ctx.pipeline().remove(this);
    }

    /** A proxy that checks our health speaks for itself (LOCAL). */
    private Peer peer(HAProxyMessage head) {
        AddressFamily family = head.proxiedProtocol().addressFamily();
        boolean ip = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
        if (head.command() == HAProxyCommand.LOCAL || !ip) {
            return proxy;
        }
        InetAddress source = InetAddress.ofLiteral(head.sourceAddress());
        boolean https =
                head.tlvs().stream()
                        .anyMatch(tlv -> tlv instanceof HAProxySSLTLV tls && tls.isPP2ClientSSL());
        return new Peer(
                source.getHostAddress(),
                Integer.toString(head.sourcePort()),
                https,
                entrance.trusts(source));
    }

    /** The decoder has closed the connection, as the protocol asks. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        told = true;
        ctx.close();
        EventLog.line(
                "refused a connection of %s: it does not begin with a PROXY protocol head"
                        .formatted(proxy.address()));
    }
}

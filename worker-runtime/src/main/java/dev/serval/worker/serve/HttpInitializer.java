package dev.serval.worker.serve;

import dev.serval.control.config.Networks;
import dev.serval.http.ClientClock;
import dev.serval.http.ClientFacts;
import dev.serval.http.HttpDecoding;
import dev.serval.http.HttpLimits;
import dev.serval.worker.answer.Speech;
import dev.serval.worker.call.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;

/** The inbound handlers of a client that speaks HTTP to a worker, in order. Loop only. */
public final class HttpInitializer extends ChannelInitializer<Channel> {

    /** User event: the worker is about to end; a connection that is quiet closes. */
    public enum Draining {
        INSTANCE
    }

    private final Service service;
    private final HttpLimits limits;
    private final ClientClock.Patience patience;
    private final Networks proxies;
    private final String serverName;
    private final String serverPort;

    /**
     * @param proxies those whose word on their clients counts
     * @param serverName our host name
     * @param serverPort the listener's port
     */
    public HttpInitializer(
            Service service,
            HttpLimits limits,
            ClientClock.Patience patience,
            Networks proxies,
            String serverName,
            String serverPort) {
        this.service = service;
        this.limits = limits;
        this.patience = patience;
        this.proxies = proxies;
        this.serverName = serverName;
        this.serverPort = serverPort;
    }

    @Override
    protected void initChannel(Channel channel) {
        service.connections().add(channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        HttpGateway gateway =
                new HttpGateway(channel, limits, facts(channel), proxies::contains, patience);
        channel.pipeline()
                .addLast(
                        new Arrival(gateway),
                        HttpDecoding.requestDecoder(limits),
                        gateway,
                        new UwsgiConnection(service, channel, Speech.HTTP, null));
    }

    private ClientFacts facts(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress peer
                ? new ClientFacts(
                        peer.getAddress().getHostAddress(),
                        Integer.toString(peer.getPort()),
                        serverName,
                        serverPort,
                        false,
                        proxies.contains(peer.getAddress()))
                : new ClientFacts("", "", serverName, "", false, proxies.containsUnix());
    }

    /** Before the decoder: a request begins with its first byte, not its head. */
    private static final class Arrival extends ChannelInboundHandlerAdapter {

        private final HttpGateway gateway;

        Arrival(HttpGateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            gateway.arrived();
            ctx.fireChannelRead(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == Draining.INSTANCE && gateway.mayLeave()) {
                ctx.close();
                return;
            }
            ctx.fireUserEventTriggered(event);
        }
    }
}

package dev.serval.router.listen;

import dev.serval.http.ClientFacts;
import dev.serval.http.HttpDecoding;
import dev.serval.router.exchange.ClientConnection;
import dev.serval.router.exchange.Rules;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.net.InetSocketAddress;
import java.util.Map;

/** The list of a client's handlers, in order. */
public final class ClientInitializer extends ChannelInitializer<Channel> {

    private final Map<EventLoop, Rules> rules;
    private final Map<EventLoop, Clients> clients;
    private final String serverName;
    private final String serverPort;

    /**
     * @param rules those of each loop
     * @param clients those of each loop
     * @param serverName our host name
     * @param serverPort the listener's port; {@code 0} for a Unix socket
     */
    public ClientInitializer(
            Map<EventLoop, Rules> rules,
            Map<EventLoop, Clients> clients,
            String serverName,
            String serverPort) {
        this.rules = rules;
        this.clients = clients;
        this.serverName = serverName;
        this.serverPort = serverPort;
    }

    @Override
    protected void initChannel(Channel channel) {
        Rules mine = rules.get(channel.eventLoop());
        Clients siblings = clients.get(channel.eventLoop());
        if (mine == null || siblings == null) {
            throw new IllegalStateException("a client was accepted on a loop without rules");
        }
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ClientConnection connection = new ClientConnection(mine, channel, facts(channel));
        siblings.add(channel, connection);
        channel.pipeline()
                .addLast(
                        new Arrival(connection),
                        HttpDecoding.requestDecoder(mine.limits()),
                        new HttpResponseEncoder(),
                        connection);
    }

    private ClientFacts facts(Channel channel) {
        Peer peer = Peer.of(channel);
        return new ClientFacts(
                peer.address(),
                peer.port(),
                serverName,
                channel.remoteAddress() instanceof InetSocketAddress ? serverPort : "",
                peer.https(),
                peer.trusted());
    }

    /** Sees bytes before the decoder does: a request begins with its first byte, not its head. */
    private static final class Arrival extends ChannelInboundHandlerAdapter {

        private final ClientConnection connection;

        Arrival(ClientConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            connection.arrived();
            ctx.fireChannelRead(message);
        }
    }
}

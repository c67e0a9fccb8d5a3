package dev.serval.router.listen;

import dev.serval.http.ClientFacts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;

/** Clients that speak HTTP from the first byte. */
public final class ClientInitializer extends ChannelInitializer<Channel> {

    private final ClientPipeline pipeline;
    private final String serverName;
    private final String serverPort;

    /**
     * @param serverName our host name
     * @param serverPort the listener's port; {@code 0} for a Unix socket
     */
    public ClientInitializer(ClientPipeline pipeline, String serverName, String serverPort) {
        this.pipeline = pipeline;
        this.serverName = serverName;
        this.serverPort = serverPort;
    }

    @Override
    protected void initChannel(Channel channel) {
        pipeline.http1(channel, facts(channel, serverName, serverPort, false), true);
    }

    static ClientFacts facts(Channel channel, String name, String port, boolean https) {
        boolean tcp = channel.remoteAddress() instanceof InetSocketAddress;
        return facts(Peer.of(channel), name, tcp ? port : "", https);
    }

    static ClientFacts facts(Peer peer, String name, String port, boolean https) {
        return new ClientFacts(
                peer.address(), peer.port(), name, port, https || peer.https(), peer.trusted());
    }
}

package dev.serval.router.listen;

import dev.serval.http.ClientFacts;
import dev.serval.router.tls.Identities;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicTransportError;
import java.net.InetSocketAddress;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Clients that come by QUIC, and speak HTTP/3 once they have shaken hands. */
public final class QuicInitializer extends ChannelInitializer<QuicChannel> {

    private final Entrance entrance;
    private final TlsClients clients;

    /** Clients of one listener, if they may in. */
    public QuicInitializer(Entrance entrance, TlsClients clients) {
        this.entrance = entrance;
        this.clients = clients;
    }

    @Override
    protected void initChannel(QuicChannel channel) {
        InetSocketAddress from = (InetSocketAddress) channel.remoteSocketAddress();
        if (from == null || !entrance.admits(channel, from)) {
            channel.close(
                    false,
                    (int) QuicTransportError.CONNECTION_REFUSED.code(),
                    Unpooled.EMPTY_BUFFER);
            return;
        }
        clients.pipeline().http3(channel, clients.handshake(), new Facts(channel)::get);
    }

    /** Of one client; the same for all its streams. */
    private final class Facts {

        private final QuicChannel channel;
        private @Nullable ClientFacts known;

        Facts(QuicChannel channel) {
            this.channel = channel;
        }

        ClientFacts get() {
            ClientFacts facts = known;
            if (facts == null) {
                SSLEngine engine = Objects.requireNonNull(channel.sslEngine());
                facts =
                        ClientInitializer.facts(
                                        Peer.of(channel),
                                        clients.serverName(),
                                        clients.serverPort(),
                                        true)
                                .with(Identities.of(engine.getSession(), clients.exportCert()))
                                .overHttp3();
                known = facts;
            }
            return facts;
        }
    }
}

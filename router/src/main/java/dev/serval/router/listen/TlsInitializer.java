package dev.serval.router.listen;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.http.ClientFacts;
import dev.serval.router.exchange.Client;
import dev.serval.router.tls.Certificates;
import dev.serval.router.tls.Hello;
import dev.serval.router.tls.Identities;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Clients that shake hands first. */
public final class TlsInitializer extends ChannelInitializer<Channel> {

    private static final String PLAIN_TEXT =
            """
            HTTP/1.1 400 Bad Request\r
            content-type: text/plain\r
            content-length: 47\r
            connection: close\r
            \r
            400 Bad Request
            HTTPS is spoken here, not HTTP
            """;

    private static final ByteBuf PLAIN_REPLY =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer().writeBytes(PLAIN_TEXT.getBytes(US_ASCII)));

    private final TlsClients clients;
    private final Certificates certificates;

    /** Clients of one listener. */
    public TlsInitializer(TlsClients clients, Certificates certificates) {
        this.clients = clients;
        this.certificates = certificates;
    }

    @Override
    protected void initChannel(Channel channel) {
        Handshake handshake = new Handshake();
        clients.pipeline().watch(channel, handshake);
        channel.pipeline().addLast(new Hello(certificates, clients.handshake()), handshake);
    }

    /** The last handler until hands are shaken; then those of the protocol take its place. */
    private final class Handshake extends ChannelInboundHandlerAdapter implements Client {

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent done)) {
                return;
            }
            if (done.isSuccess()) {
                shaken(ctx);
                return;
            }
            ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
            if (tls != null && done.cause() instanceof NotSslRecordException) {
                tls.writeAndFlush(PLAIN_REPLY.duplicate());
            }
            ctx.close();
        }

        private void shaken(ChannelHandlerContext ctx) {
            Channel channel = ctx.channel();
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            ClientFacts facts =
                    ClientInitializer.facts(
                                    channel, clients.serverName(), clients.serverPort(), true)
                            .with(Identities.of(tls.engine().getSession(), clients.exportCert()));
            if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
                clients.pipeline().http2(channel, facts);
            } else {
                clients.pipeline().http1(channel, facts, false);
            }
            ctx.pipeline().remove(this);
        }

        /** What the client did wrong is in the alert it was sent. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        /** The handshake has a limit of its own. */
        @Override
        public void check(long nanoTime) {}

        @Override
        public void drain(long nanoTime) {}
    }
}

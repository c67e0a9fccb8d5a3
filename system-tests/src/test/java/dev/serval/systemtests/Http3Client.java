package dev.serval.systemtests;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection of Netty's own client, which trusts every server. */
final class Http3Client implements AutoCloseable {

    private static final long WINDOW = 1_000_000;

    /** How long it waits for a server that says nothing. */
    static final int PATIENCE_SECONDS = 30;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Http3ClientConnectionHandler handler = new Http3ClientConnectionHandler();
    private final Channel udp;
    private final QuicChannel connection;
    private final String host;

    private Http3Client(int port, String host, QuicSslContext context, int seconds)
            throws Exception {
        this.host = host;
        ChannelHandler codec =
                Http3.newQuicClientCodecBuilder()
                        .sslEngineProvider(c -> context.newEngine(c.alloc(), host, port))
                        .maxIdleTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .initialMaxData(10 * WINDOW)
                        .initialMaxStreamDataBidirectionalLocal(WINDOW)
                        .build();
        udp =
                new Bootstrap()
                        .group(loops)
                        .channel(NioDatagramChannel.class)
                        .handler(codec)
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
        try {
            connection =
                    QuicChannel.newBootstrap(udp)
                            .handler(handler)
                            .remoteAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .connect()
                            .get(seconds, TimeUnit.SECONDS);
        } catch (Exception e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    static Http3Client to(int port) throws Exception {
        return to(port, "localhost");
    }

    /** One that asks for this host. */
    static Http3Client to(int port, String host) throws Exception {
        return new Http3Client(port, host, trusting().build(), PATIENCE_SECONDS);
    }

    /** Whether a connection comes about before a user would take another way. */
    static boolean isServed(int port) throws Exception {
        try (Http3Client client = new Http3Client(port, "localhost", trusting().build(), 2)) {
            return client.connection.isActive();
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** One that shows a certificate. */
    static Http3Client showing(int port, Path certificate, Path key) throws Exception {
        return new Http3Client(
                port,
                "localhost",
                trusting().keyManager(key.toFile(), null, certificate.toFile()).build(),
                PATIENCE_SECONDS);
    }

    /** Begins this many connections to whoever listens there and does not answer. */
    static AutoCloseable beginning(int connections, InetSocketAddress silent) throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        QuicSslContext context = trusting().build();
        Channel udp =
                new Bootstrap()
                        .group(loops)
                        .channel(NioDatagramChannel.class)
                        .handler(Http3.newQuicClientCodecBuilder().sslContext(context).build())
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
        for (int i = 0; i < connections; i++) {
            QuicChannel.newBootstrap(udp)
                    .handler(new Http3ClientConnectionHandler())
                    .remoteAddress(silent)
                    .connect();
        }
        return () -> loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private static QuicSslContextBuilder trusting() {
        return QuicSslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm("")
                .applicationProtocols(Http3.supportedApplicationProtocols());
    }

    /** The name in the certificate that the server has shown. */
    String serverName() throws Exception {
        X509Certificate shown =
                (X509Certificate)
                        Objects.requireNonNull(connection.sslEngine())
                                .getSession()
                                .getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    /** Whether the server has said that it will go, or has gone. */
    boolean isLeft() {
        return !connection.isActive() || handler.isGoAwayReceived();
    }

    void awaitEnd() throws InterruptedException {
        if (!connection.closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server has not ended the connection");
        }
    }

    Http3Answer get(String path) throws Exception {
        return begin(head("GET", path), new byte[0]).await();
    }

    Http3Answer post(String path, byte[] body) throws Exception {
        return begin(head("POST", path), body).await();
    }

    Http3Answer with(Map<String, String> fields, String path) throws Exception {
        Http3Headers head = head("GET", path);
        fields.forEach(head::add);
        return begin(head, new byte[0]).await();
    }

    Http3Headers head(String method, String path) {
        return new DefaultHttp3Headers(false)
                .method(method)
                .scheme("https")
                .authority(host)
                .path(path);
    }

    /** Sends a request, unless the server has said that it will go: then null. */
    @Nullable Http3Answer tryGet(String path) throws Exception {
        Http3Answer answer = new Http3Answer();
        QuicStreamChannel stream = open(answer);
        boolean sent =
                loops.next()
                        .submit(() -> {
                            if (isLeft()) {
                                return false;
                            }
                            send(stream, head("GET", path), new byte[0]);
                            return true;
                        })
                        .get();
        return sent ? answer.await() : null;
    }

    /** Sends a request whose answer may come. */
    Http3Answer begin(Http3Headers head, byte[] body) throws Exception {
        Http3Answer answer = new Http3Answer();
        send(open(answer), head, body);
        return answer;
    }

    /** The same, and takes nothing of the answer until it is told to. */
    Http3Answer beginWithoutReading(Http3Headers head) throws Exception {
        Http3Answer answer = new Http3Answer();
        QuicStreamChannel stream = open(answer);
        stream.config().setAutoRead(false);
        send(stream, head, new byte[0]);
        return answer;
    }

    private QuicStreamChannel open(Http3Answer answer) throws Exception {
        return Http3.newRequestStream(connection, answer).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void send(QuicStreamChannel stream, Http3Headers head, byte[] body) {
        var headers = new DefaultHttp3HeadersFrame(head);
        if (body.length == 0) {
            stream.writeAndFlush(headers).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
            return;
        }
        stream.write(headers);
        stream.writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(body)))
                .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    }

    @Override
    public void close() {
        connection.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        udp.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}

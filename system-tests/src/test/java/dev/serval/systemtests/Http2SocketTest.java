package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** WebSockets that are streams of HTTP/2 (RFC 8441). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2SocketTest {

    private static final long CONNECT_PROTOCOL = 1;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    @AutoClose private final Serval serval;

    Http2SocketTest() throws IOException {
        serval = Serval.serving(Serval.testApp("Talker").toArray(String[]::new));
    }

    @AfterAll
    void endLoop() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aStreamBecomesAWebSocketAndTheOthersGoOn() throws Exception {
        Channel connection = connection();
        assertThat(next()).isEqualTo("connect protocol " + CONNECT_PROTOCOL);
        Http2StreamChannel socket = stream(connection, handshake("/echo"), false);
        assertThat(next()).isEqualTo("200 null");

        socket.writeAndFlush(data(RawSocket.frame(RawSocket.TEXT, "one".getBytes(US_ASCII))));
        assertThat(next()).isEqualTo("" + (char) 0x81 + (char) 3 + "one");
        stream(connection, plain("/"), true);
        assertThat(next()).isEqualTo("200 text/plain; charset=utf-8");
        assertThat(next()).isEqualTo("none 0\n");
        assertThat(next()).isEqualTo("end");
        socket.writeAndFlush(
                data(RawSocket.frame(RawSocket.CLOSE, new byte[] {0x03, (byte) 0xe8})));
        assertThat(next()).isEqualTo("" + (char) 0x88 + (char) 2 + (char) 3 + (char) 0xe8);
        assertThat(next()).isEqualTo("end");
        connection.close().sync();
    }

    @Test
    void aRefusedHandshakeIsAnOrdinaryAnswer() throws Exception {
        Channel connection = connection();
        next();
        stream(connection, handshake("/echo").add("origin", "https://evil.test"), false);

        assertThat(next()).startsWith("403 ");
        connection.close().sync();
    }

    private static Http2Headers plain(String path) {
        return new DefaultHttp2Headers()
                .method("GET")
                .scheme("http")
                .path(path)
                .authority("here.test");
    }

    private static Http2Headers handshake(String path) {
        return plain(path)
                .method("CONNECT")
                .set(Http2Headers.PseudoHeaderName.PROTOCOL.value(), "websocket")
                .add("sec-websocket-version", "13");
    }

    private static DefaultHttp2DataFrame data(String bytes) {
        return new DefaultHttp2DataFrame(
                Unpooled.copiedBuffer(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private Channel connection() throws InterruptedException {
        said.clear();
        return new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(
                                                Http2FrameCodecBuilder.forClient().build(),
                                                new Http2MultiplexHandler(new Listener()),
                                                new Listener());
                            }
                        })
                .connect("127.0.0.1", serval.port("http"))
                .sync()
                .channel();
    }

    private Http2StreamChannel stream(Channel connection, Http2Headers head, boolean end) {
        Http2StreamChannel stream =
                new Http2StreamChannelBootstrap(connection)
                        .handler(new Listener())
                        .open()
                        .syncUninterruptibly()
                        .getNow();
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(head, end)).syncUninterruptibly();
        return stream;
    }

    private String next() throws InterruptedException {
        String line = said.poll(Started.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing was said");
        }
        return line;
    }

    /** Puts what comes into words. */
    private final class Listener extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            List<String> words =
                    switch (message) {
                        case Http2SettingsFrame settings ->
                                List.of("connect protocol " + settings.settings().get((char) 8));
                        case Http2HeadersFrame head ->
                                List.of(
                                        head.headers().status()
                                                + " "
                                                + head.headers().get("content-type"));
                        case Http2DataFrame data ->
                                List.of(text(data), data.isEndStream() ? "end" : "");
                        default -> List.of();
                    };
            words.stream().filter(word -> !word.isEmpty()).forEach(said::add);
            ReferenceCountUtil.release(message);
        }

        private static String text(Http2DataFrame data) {
            return data.content().toString(java.nio.charset.StandardCharsets.ISO_8859_1);
        }

        @Override
        public boolean isSharable() {
            return true;
        }
    }
}

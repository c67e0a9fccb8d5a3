package dev.serval.worker.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection on its way to be a WebSocket: its answer is sent, it moves to the loop of the
 * sockets, so that the core it came from is free, and its handlers are changed there.
 */
final class Opening {

    private final Sockets sockets;
    private final Channel channel;
    private final Handshake.Agreed agreed;

    Opening(Sockets sockets, Channel channel, Handshake.Agreed agreed) {
        this.sockets = sockets;
        this.channel = channel;
        this.agreed = agreed;
    }

    /** Nothing is read from here to the end of the move: the decoder has what came already. */
    void begin(CharSequence requestId) {
        channel.config().setAutoRead(false);
        channel.writeAndFlush(head(requestId)).addListener(done -> after((ChannelFuture) done));
    }

    private void after(ChannelFuture done) {
        if (done.isSuccess()) {
            install();
            return;
        }
        sockets.drop();
        channel.close();
    }

    private void install() {
        ChannelPipeline pipeline = channel.pipeline();
        List<ChannelHandler> old = new ArrayList<>();
        pipeline.forEach(each -> old.add(each.getValue()));
        Conversation talk = new Conversation(channel, agreed, sockets.rules());
        SocketEnd end = new SocketEnd(channel, talk, sockets.rules());
        FrameGate gate = new FrameGate(channel, talk);
        WebSocketServerExtension deflate = agreed.deflate();
        int max = sockets.rules().maxMessageBytes();
        pipeline.addLast(
                end.pulse(),
                new WebSocket13FrameEncoder(false),
                new WebSocket13FrameDecoder(
                        WebSocketDecoderConfig.newBuilder()
                                .expectMaskedFrames(true)
                                .allowExtensions(deflate != null)
                                .maxFramePayloadLength(max)
                                .closeOnProtocolViolation(false)
                                .withUTF8Validator(false)
                                .build()),
                gate);
        if (deflate != null) {
            pipeline.addLast(deflate.newExtensionEncoder(), deflate.newExtensionDecoder());
        }
        pipeline.addLast(new Utf8FrameValidator(false), new WebSocketFrameAggregator(max), end);
        talk.connect(end, gate);
        sockets.begin(talk);
        // The last one first: what a decoder still holds goes on to the new handlers.
        old.reversed().forEach(pipeline::remove);
        end.begin();
        gate.resume();
    }

    private ByteBuf head(CharSequence requestId) {
        StringBuilder text = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
        agreed.fields()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        if (!requestId.isEmpty()) {
            text.append("X-Request-Id: ").append(requestId).append("\r\n");
        }
        ByteBuf bytes = channel.alloc().buffer(text.length() + 2);
        bytes.writeCharSequence(text.append("\r\n"), ISO_8859_1);
        return bytes;
    }
}

package dev.serval.router.http2;

import dev.serval.router.exchange.ClientConnection;
import dev.serval.router.exchange.Parting;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;

/** How one stream ends; the connection goes on. */
public final class StreamParting implements Parting {

    /** There is nothing to remember of any. */
    public static final Parting STREAM = new StreamParting();

    private StreamParting() {}

    /** The frame that ends the answer is written already; what follows it is the codec's. */
    @Override
    public void leave(Channel channel, boolean bodyRead) {
        channel.flush();
    }

    @Override
    public void cut(Channel channel) {
        channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void leaveHttp(Channel channel) {
        channel.pipeline().remove(ClientConnection.class);
        channel.pipeline().get(StreamCodec.class).passHeld(channel);
    }

    @Override
    public void end(Channel channel) {
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}

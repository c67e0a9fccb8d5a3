package dev.serval.router.http3;

import dev.serval.router.exchange.Parting;
import io.netty.channel.Channel;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicStreamChannel;

/** How one stream ends; the connection goes on. */
public final class StreamParting implements Parting {

    /** There is nothing to remember of any. */
    public static final Parting STREAM = new StreamParting();

    private StreamParting() {}

    /** What ends the answer is written already; what follows it is the codec's. */
    @Override
    public void leave(Channel channel, boolean bodyRead) {
        channel.flush();
    }

    @Override
    public void cut(Channel channel) {
        ((QuicStreamChannel) channel).shutdown(Http3ErrorCode.H3_INTERNAL_ERROR.code());
        channel.close();
    }

    /** No stream asks for it: {@link StreamCodec} refuses those that do. */
    @Override
    public void leaveHttp(Channel channel) {
        throw new IllegalStateException("a stream of HTTP/3 cannot leave HTTP");
    }

    @Override
    public void end(Channel channel) {
        leaveHttp(channel);
    }
}

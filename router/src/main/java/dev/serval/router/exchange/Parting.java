package dev.serval.router.exchange;

import dev.serval.http.HttpDecoding;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** How a channel to a client ends: a whole connection, or one stream of it. */
public interface Parting {

    /** A connection of HTTP/1. */
    Parting CONNECTION =
            new Parting() {
                @Override
                public void leave(Channel channel, boolean bodyRead) {
                    Lingering.close(channel, bodyRead);
                }

                @Override
                public void cut(Channel channel) {
                    Lingering.reset(channel);
                }

                @Override
                public void leaveHttp(Channel channel) {
                    channel.pipeline().remove(ClientConnection.class);
                    channel.pipeline().remove(HttpResponseEncoder.class);
                    HttpDecoding.remove(channel);
                }

                @Override
                public void end(Channel channel) {
                    Lingering.close(channel, false);
                }
            };

    /**
     * Sends what was written, then ends the channel.
     *
     * @param bodyRead whether the client has nothing left to send for its request
     */
    void leave(Channel channel, boolean bodyRead);

    /** Ends the channel so that the client sees that its answer is not whole. */
    void cut(Channel channel);

    /**
     * After the answer that says so was written: what the client sent behind its request, and all
     * that follows, goes as bytes to the last handler, and bytes can be written.
     */
    void leaveHttp(Channel channel);

    /** The end of a channel that has left HTTP: what was written is sent. */
    void end(Channel channel);
}

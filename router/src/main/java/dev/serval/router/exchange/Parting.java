package dev.serval.router.exchange;

import io.netty.channel.Channel;

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
            };

    /**
     * Sends what was written, then ends the channel.
     *
     * @param bodyRead whether the client has nothing left to send for its request
     */
    void leave(Channel channel, boolean bodyRead);

    /** Ends the channel so that the client sees that its answer is not whole. */
    void cut(Channel channel);
}

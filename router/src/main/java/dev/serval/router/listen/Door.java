package dev.serval.router.listen;

import dev.serval.http.ErrorReply;
import dev.serval.http.RequestIds;
import dev.serval.router.exchange.Lingering;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * One listener's way in: what a connection becomes, and how one that may not in is told.
 *
 * @param clients added to a channel that may in
 * @param refusal for one that may not
 */
public record Door(ChannelHandler clients, Refusal refusal) {

    /** How to say no to a client that has not said a word yet. */
    public enum Refusal {
        /** An answer of HTTP/1.1. */
        ANSWER,

        /**
         * Nothing: over TLS an answer would need a handshake first, and that is the most expensive
         * thing a client can ask for.
         */
        CLOSE
    }

    /** For clients that speak HTTP from the first byte. */
    public static Door plain(ChannelHandler clients) {
        return new Door(clients, Refusal.ANSWER);
    }

    /** For clients that shake hands first. */
    public static Door tls(ChannelHandler clients) {
        return new Door(clients, Refusal.CLOSE);
    }

    void turnAway(Channel channel, int status, String why) {
        switch (refusal) {
            case ANSWER -> answer(channel, status, why);
            case CLOSE -> channel.close();
        }
    }

    private static void answer(Channel channel, int status, String why) {
        FullHttpResponse reply = ErrorReply.of(status, why, false);
        reply.headers().set(RequestIds.REQUEST_ID, RequestIds.fresh().request());
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(new HttpResponseEncoder());
        channel.write(reply);
        Lingering.close(channel, false);
    }
}

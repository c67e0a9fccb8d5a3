package dev.serval.router.listen;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/**
 * Who is at the other end of a connection, or of the one that a PROXY protocol head tells of.
 *
 * @param address its IP address; empty for a Unix socket
 * @param port its port; empty for a Unix socket
 * @param https whether it came to its proxy over TLS
 * @param trusted whether it is a trusted proxy
 */
record Peer(String address, String port, boolean https, boolean trusted) {

    private static final AttributeKey<Peer> KEY = AttributeKey.valueOf(Peer.class, "peer");
    private static final Peer UNKNOWN = new Peer("", "", false, false);

    /** What {@link #settle} last said of the channel. */
    static Peer of(Channel channel) {
        Peer peer = channel.attr(KEY).get();
        return peer == null ? UNKNOWN : peer;
    }

    void settle(Channel channel) {
        channel.attr(KEY).set(this);
    }
}

package dev.serval.router.upstream;

import dev.serval.uwsgi.Trunk;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a worker of ours, as its trunk sees it: short answers come there, and short
 * requests leave there if the worker tells which of them it has begun. Loop only.
 */
final class Lane implements Trunk.Lane {

    private final int number;
    private final Channel channel;
    private final Trunk trunk;
    private final @Nullable Receipt receipt;
    private int sent;
    private boolean used;
    private @Nullable ByteBuf held;

    /**
     * @param receipt where the worker tells it; null if it does not
     */
    Lane(int number, Channel channel, Trunk trunk, @Nullable Receipt receipt) {
        this.number = number;
        this.channel = channel;
        this.trunk = trunk;
        this.receipt = receipt;
    }

    int number() {
        return number;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    /** A new request has the connection: nothing of it has left. */
    void begin() {
        used = false;
    }

    /**
     * Takes the head of a request that may go on the trunk.
     *
     * @return whether it may; if not, the head is still the caller's
     */
    boolean hold(ByteBuf packet) {
        if (receipt == null || !trunk.takes(packet.readableBytes())) {
            return false;
        }
        held = packet;
        return true;
    }

    /**
     * Takes a piece of its body.
     *
     * @return whether all of it may still go there; if not, the piece is still the caller's
     */
    boolean holdMore(Object piece) {
        ByteBuf before = held;
        if (before == null
                || !(piece instanceof ByteBuf more)
                || !trunk.takes(before.readableBytes() + more.readableBytes())) {
            return false;
        }
        before.writeBytes(more);
        more.release();
        return true;
    }

    /** What it has of a request that does not go there after all; null for nothing. */
    @Nullable ByteBuf letGo() {
        ByteBuf all = held;
        held = null;
        return all;
    }

    /**
     * Sends what it has as one request.
     *
     * @return whether there was anything, and the trunk is there still
     */
    boolean send() {
        ByteBuf all = held;
        if (all == null || !trunk.takes(all.readableBytes())) {
            return false;
        }
        held = null;
        used = true;
        sent++;
        trunk.send(number, all);
        return true;
    }

    /** Whether the request that has the connection went on the trunk. */
    boolean used() {
        return used;
    }

    /** Whether the worker, which is gone or has closed the connection, had not begun it. */
    boolean notBegun() {
        return receipt != null && receipt.shows(sent - 1);
    }
}

package dev.serval.worker.serve;

import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Where short answers to one router leave together ({@link Wire#TRUNK}): those that become ready in
 * one pass of the worker's loop are one write. Loop only.
 */
final class Trunk {

    private static final int ROOM = 4096;

    private final Channel channel;
    private @Nullable ByteBuf pending;

    Trunk(Channel channel) {
        this.channel = channel;
    }

    /** Whether it can carry this answer. */
    boolean takes(ByteBuf answer) {
        return channel.isActive() && answer.readableBytes() <= Wire.TRUNK_ANSWER_BYTES;
    }

    /** Sends an answer at the end of this pass; takes it over. */
    void send(int lane, ByteBuf answer) {
        ByteBuf all = pending;
        if (all == null) {
            all = channel.alloc().ioBuffer(ROOM);
            pending = all;
            channel.eventLoop().execute(this::flush);
        }
        all.writeInt(lane).writeInt(answer.readableBytes()).writeBytes(answer);
        answer.release();
    }

    private void flush() {
        ByteBuf all = pending;
        pending = null;
        channel.writeAndFlush(all, channel.voidPromise());
    }
}

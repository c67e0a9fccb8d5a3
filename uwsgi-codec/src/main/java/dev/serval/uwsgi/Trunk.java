package dev.serval.uwsgi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection between a router's event loop and a worker that carries what is short and
 * whole of all their connections, its lanes: packets one way, answers the other. What one end sends
 * in one pass of its loop is one write, and comes at the other as if it came on its lane.
 *
 * <p>Wire form: four bytes with the number of the lane, four with a length, the most significant
 * first, and so many bytes, at most {@value #MAX_BYTES}. Loop only.
 */
public final class Trunk extends ByteToMessageDecoder {

    /** What is longer goes on its lane, in bytes. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int ROOM = 8 * 1024;

    /** One of the connections. */
    @FunctionalInterface
    public interface Lane {
        /** Where what has come for it is read, by its pipeline. */
        Channel channel();

        /** Something has come, and is read when this returns. */
        default void coming() {}
    }

    private final IntObjectMap<? extends Lane> lanes;
    private final List<Lane> reading = new ArrayList<>();
    private final Runnable flush = this::flush;
    private @Nullable Channel channel;
    private @Nullable ByteBuf pending;

    /**
     * @param lanes by number, as they are now
     */
    public Trunk(IntObjectMap<? extends Lane> lanes) {
        this.lanes = lanes;
    }

    /** What is sent leaves there from now on; the other end knows that it is a trunk. */
    public void open(Channel channel) {
        this.channel = channel;
    }

    /** The connection, once it is open. */
    public @Nullable Channel channel() {
        return channel;
    }

    /** Whether it can carry so many bytes. */
    public boolean takes(int bytes) {
        return channel != null && channel.isActive() && bytes <= MAX_BYTES;
    }

    /** Sends what it can carry at the end of this pass; takes it over. */
    public void send(int lane, ByteBuf bytes) {
        ByteBuf all = pending;
        if (all == null) {
            Channel to = Objects.requireNonNull(channel, "not open");
            all = to.alloc().ioBuffer(ROOM);
            pending = all;
            to.eventLoop().execute(flush);
        }
        all.writeInt(lane).writeInt(bytes.readableBytes()).writeBytes(bytes);
        bytes.release();
    }

    private void flush() {
        ByteBuf all = pending;
        Channel to = channel;
        pending = null;
        if (all != null && to != null) {
            to.writeAndFlush(all, to.voidPromise());
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        while (in.readableBytes() >= HEAD_BYTES) {
            int length = in.getInt(in.readerIndex() + Integer.BYTES);
            if (length < 0 || length > MAX_BYTES) {
                throw new CorruptedFrameException("nothing on a trunk is so long");
            }
            if (in.readableBytes() < HEAD_BYTES + length) {
                return;
            }
            Lane lane = lanes.get(in.readInt());
            in.skipBytes(Integer.BYTES);
            if (lane == null) {
                in.skipBytes(length);
            } else {
                reading.add(lane);
                lane.coming();
                lane.channel().pipeline().fireChannelRead(in.readRetainedSlice(length));
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        // By number: who is told may make this read on.
        for (int i = 0; i < reading.size(); i++) {
            reading.get(i).channel().pipeline().fireChannelReadComplete();
        }
        reading.clear();
        super.channelReadComplete(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}

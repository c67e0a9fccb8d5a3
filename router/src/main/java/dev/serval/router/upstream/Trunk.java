package dev.serval.router.upstream;

import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the short answers of one worker to the connections of one event loop come in, several at a
 * time ({@link Wire#TRUNK}). Each is handed to its connection, its lane, as if it had come there.
 * The only handler of its channel. Loop only.
 */
final class Trunk extends ByteToMessageDecoder {

    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final long PATIENCE_MILLIS = 1000;

    private final IntObjectMap<Channel> lanes = new IntObjectHashMap<>();
    private final List<Channel> answered = new ArrayList<>();
    private @Nullable Channel channel;

    /** Answers may come for this connection from now on. */
    void add(int number, Channel lane) {
        lanes.put(number, lane);
    }

    /** None will come for it any more; without lanes the trunk closes. */
    void remove(Channel lane) {
        lanes.values().remove(lane);
        if (lanes.isEmpty() && channel != null) {
            channel.close();
        }
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (lanes.isEmpty()) {
            ctx.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        while (in.readableBytes() >= HEAD_BYTES) {
            int length = in.getInt(in.readerIndex() + Integer.BYTES);
            if (length < 0 || length > Wire.TRUNK_ANSWER_BYTES) {
                throw new CorruptedFrameException("no answer is so long");
            }
            if (in.readableBytes() < HEAD_BYTES + length) {
                return;
            }
            Channel lane = lanes.get(in.readInt());
            ByteBuf answer = in.skipBytes(Integer.BYTES).readRetainedSlice(length);
            if (lane == null) {
                answer.release();
            } else {
                answered.add(lane);
                lane.pipeline().fireChannelRead(answer);
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        for (Channel lane : answered) {
            lane.pipeline().fireChannelReadComplete();
        }
        answered.clear();
        super.channelReadComplete(ctx);
    }

    /**
     * Reads what has come so far. A worker that answers here and closes a lane then has done so in
     * this order, and it must be seen in this order.
     */
    void drain() {
        Channel here = channel;
        if (here == null || !here.isActive()) {
            return;
        }
        FileDescriptor descriptor = ((UnixChannel) here).fd();
        ByteBuf piece = piece(here, descriptor);
        while (piece != null) {
            here.pipeline().fireChannelRead(piece);
            piece = piece(here, descriptor);
        }
        here.pipeline().fireChannelReadComplete();
    }

    private static @Nullable ByteBuf piece(Channel from, FileDescriptor descriptor) {
        ByteBuf piece = from.alloc().directBuffer(PIECE_BYTES);
        try {
            ByteBuffer room = piece.nioBuffer(0, PIECE_BYTES);
            int read = descriptor.read(room, room.position(), room.limit());
            if (read > 0) {
                return piece.writerIndex(read);
            }
        } catch (IOException _) {
            // The worker is dead, and nothing of it is left to read.
        }
        piece.release();
        return null;
    }

    /** A worker's lanes end with it, each for its own reason; any that is left is of no use. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        ctx.executor()
                .schedule(
                        () -> List.copyOf(lanes.values()).forEach(Channel::close),
                        PATIENCE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}

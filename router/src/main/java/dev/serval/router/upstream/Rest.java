package dev.serval.router.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What has come on a channel and is not read yet. A worker that answers on a trunk and closes a
 * lane then has done so in this order, and it must be seen in this order.
 */
final class Rest {

    private static final int PIECE_BYTES = 64 * 1024;

    private Rest() {}

    /** Reads it through the channel's pipeline. On its loop. */
    static void read(Channel from) {
        if (!from.isActive()) {
            return;
        }
        FileDescriptor descriptor = ((UnixChannel) from).fd();
        ByteBuf piece = piece(from, descriptor);
        while (piece != null) {
            from.pipeline().fireChannelRead(piece);
            piece = piece(from, descriptor);
        }
        from.pipeline().fireChannelReadComplete();
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
}

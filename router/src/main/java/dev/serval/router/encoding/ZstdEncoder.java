package dev.serval.router.encoding;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** RFC 8878, one frame; its window, and so what one answer takes of memory, is small. */
final class ZstdEncoder implements Encoder {

    private static final int LEVEL = 3;
    private static final int WINDOW_BITS = 19;
    private static final int ROOM_BYTES = 4096;
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private final ZstdCompressCtx context =
            new ZstdCompressCtx().setLevel(LEVEL).setWindowLog(WINDOW_BITS);

    @Override
    public void encode(ByteBuf piece, ByteBuf out) {
        if (!piece.isDirect()) {
            ByteBuf direct = Unpooled.directBuffer(piece.readableBytes()).writeBytes(piece.slice());
            try {
                encode(direct, out);
            } finally {
                direct.release();
            }
            return;
        }
        for (ByteBuffer bytes : piece.nioBuffers()) {
            while (bytes.hasRemaining()) {
                compress(bytes, out, EndDirective.CONTINUE);
            }
        }
    }

    @Override
    public void flush(ByteBuf out) {
        drain(out, EndDirective.FLUSH);
    }

    @Override
    public void finish(ByteBuf out) {
        drain(out, EndDirective.END);
    }

    private void drain(ByteBuf out, EndDirective directive) {
        boolean done = false;
        while (!done) {
            done = compress(NOTHING.duplicate(), out, directive);
        }
    }

    private boolean compress(ByteBuffer from, ByteBuf out, EndDirective directive) {
        out.ensureWritable(ROOM_BYTES);
        ByteBuffer room = out.nioBuffer(out.writerIndex(), ROOM_BYTES);
        boolean done = context.compressDirectByteBufferStream(room, from, directive);
        out.writerIndex(out.writerIndex() + room.position());
        return done;
    }

    @Override
    public void close() {
        context.close();
    }
}

package dev.serval.router.exchange;

import dev.serval.router.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A whole body, held until its length is known: backends other than ours take no chunks. The first
 * {@value #MEMORY_BYTES} bytes in memory, more in a temporary file that has no name.
 *
 * <p>The file is written on the event loop: the page cache takes it.
 */
final class BodySpool {

    /** The most that is held when no limit is set for bodies. */
    static final long MAX_BYTES = 1L << 30;

    private static final int MEMORY_BYTES = 1 << 20;

    private final CompositeByteBuf memory = Unpooled.compositeBuffer(Integer.MAX_VALUE);
    private @Nullable FileChannel file;
    private long size;

    /** Bytes held. */
    long size() {
        return size;
    }

    /**
     * Takes over a piece.
     *
     * @throws IOException if the disk is full
     */
    void add(ByteBuf piece) throws IOException {
        size += piece.readableBytes();
        if (size <= MEMORY_BYTES) {
            memory.addComponent(true, piece);
            return;
        }
        try {
            FileChannel spill = file == null ? NamelessFile.open("serval-body-") : file;
            file = spill;
            while (piece.isReadable()) {
                piece.readBytes(spill, spill.position(), piece.readableBytes());
                spill.position(spill.size());
            }
        } finally {
            piece.release();
        }
    }

    /** Sends all of it, and holds nothing any more. */
    void writeTo(UpstreamConnection to) {
        long spilled = size - memory.readableBytes();
        to.write(memory);
        FileChannel spill = file;
        file = null;
        if (spill != null) {
            to.write(new DefaultFileRegion(spill, 0, spilled));
        }
    }

    /** Throws everything away. */
    void discard() {
        memory.release();
        FileChannel spill = file;
        file = null;
        if (spill != null) {
            new DefaultFileRegion(spill, 0, 0).release();
        }
    }
}

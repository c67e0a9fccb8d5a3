package dev.serval.router.encoding;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** RFC 1952. */
final class GzipEncoder implements Encoder {

    private static final int LEVEL = 5;
    private static final int ROOM_BYTES = 4096;
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 sum = new CRC32();
    private boolean begun;

    @Override
    public void encode(ByteBuf piece, ByteBuf out) {
        begin(out);
        for (ByteBuffer bytes : piece.nioBuffers()) {
            sum.update(bytes.duplicate());
            deflater.setInput(bytes);
            while (!deflater.needsInput()) {
                deflate(out, Deflater.NO_FLUSH);
            }
        }
    }

    @Override
    public void flush(ByteBuf out) {
        begin(out);
        while (deflate(out, Deflater.SYNC_FLUSH) == ROOM_BYTES) {
            // There may be more: the room was used up.
            out.ensureWritable(ROOM_BYTES);
        }
    }

    @Override
    public void finish(ByteBuf out) {
        begin(out);
        deflater.finish();
        while (!deflater.finished()) {
            deflate(out, Deflater.NO_FLUSH);
        }
        out.writeIntLE((int) sum.getValue()).writeIntLE((int) deflater.getBytesRead());
    }

    private void begin(ByteBuf out) {
        if (!begun) {
            begun = true;
            out.writeBytes(HEAD);
        }
    }

    private int deflate(ByteBuf out, int flush) {
        out.ensureWritable(ROOM_BYTES);
        ByteBuffer room = out.nioBuffer(out.writerIndex(), ROOM_BYTES);
        int written = deflater.deflate(room, flush);
        out.writerIndex(out.writerIndex() + written);
        return written;
    }

    @Override
    public void close() {
        deflater.end();
    }
}

package dev.serval.router.encoding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder.Mode;
import com.aayushatharva.brotli4j.encoder.EncoderJNI.Operation;
import com.aayushatharva.brotli4j.encoder.EncoderJNI.Wrapper;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** RFC 7932. */
final class BrotliEncoder implements Encoder {

    private static final int QUALITY = 4;
    private static final int WINDOW_BITS = 19;
    private static final int INPUT_BYTES = 16 * 1024;

    static {
        Brotli4jLoader.ensureAvailability();
    }

    private final Wrapper wrapper;

    BrotliEncoder() {
        try {
            wrapper = new Wrapper(INPUT_BYTES, QUALITY, WINDOW_BITS, Mode.GENERIC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void encode(ByteBuf piece, ByteBuf out) {
        for (ByteBuffer bytes : piece.nioBuffers()) {
            while (bytes.hasRemaining()) {
                ByteBuffer input = wrapper.getInputBuffer();
                input.clear();
                int now = Math.min(input.remaining(), bytes.remaining());
                input.put(bytes.slice(bytes.position(), now));
                bytes.position(bytes.position() + now);
                push(Operation.PROCESS, now, out);
            }
        }
    }

    @Override
    public void flush(ByteBuf out) {
        push(Operation.FLUSH, 0, out);
    }

    @Override
    public void finish(ByteBuf out) {
        push(Operation.FINISH, 0, out);
    }

    private void push(Operation operation, int bytes, ByteBuf out) {
        wrapper.push(operation, bytes);
        while (wrapper.hasMoreOutput() || wrapper.hasRemainingInput()) {
            if (!wrapper.isSuccess()) {
                throw new IllegalStateException("brotli does not go on");
            }
            if (wrapper.hasMoreOutput()) {
                out.writeBytes(wrapper.pull());
            } else {
                wrapper.push(operation, 0);
            }
        }
    }

    @Override
    public void close() {
        wrapper.destroy();
    }
}

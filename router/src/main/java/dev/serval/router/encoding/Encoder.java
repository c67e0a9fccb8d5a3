package dev.serval.router.encoding;

import io.netty.buffer.ByteBuf;

/** Compresses one body. Closed at the end, whatever it is. */
public interface Encoder extends AutoCloseable {

    /**
     * Adds bytes, and takes what is ready; the piece stays the caller's.
     *
     * @param out a direct buffer, here and below
     */
    void encode(ByteBuf piece, ByteBuf out);

    /** Takes everything so far, so that the client can read it all. */
    void flush(ByteBuf out);

    /** Takes the end. */
    void finish(ByteBuf out);

    @Override
    void close();

    /** One for this coding, at a level whose cost suits an answer that is made once. */
    static Encoder of(Coding coding) {
        return switch (coding) {
            case GZIP -> new GzipEncoder();
            case BROTLI -> new BrotliEncoder();
            case ZSTD -> new ZstdEncoder();
        };
    }
}

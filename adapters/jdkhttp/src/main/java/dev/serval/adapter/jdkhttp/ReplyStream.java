package dev.serval.adapter.jdkhttp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** An answer's body, as the program writes it. */
final class ReplyStream extends OutputStream {

    private final Reply reply;

    ReplyStream(Reply reply) {
        this.reply = reply;
    }

    @Override
    public void write(int one) throws IOException {
        reply.write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        reply.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        reply.flush();
    }

    @Override
    public void close() throws IOException {
        reply.end();
    }
}

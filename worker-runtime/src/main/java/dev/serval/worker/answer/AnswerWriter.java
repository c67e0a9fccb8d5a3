package dev.serval.worker.answer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import dev.serval.app.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultFileRegion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes one answer, on the core's thread.
 *
 * <p>Small bodies go out with their head in one buffer. {@link #begun} tells whether a failure can
 * still be answered with a 500.
 */
public final class AnswerWriter implements BodyWriter {

    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int NAMED_BYTES = 32 * 1024;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
    private static final int CHUNK_SIZE_DIGITS = 8;

    private final ByteBufAllocator allocator;
    private final AnswerSink sink;
    private final AnswerHead head;
    private final Drain drain;
    private ByteBuf pending;
    private boolean begun;
    private long left;
    private long bodyBytes;

    private AnswerWriter(Target target, AnswerHead head, ByteBuf headBytes) {
        this.allocator = target.allocator();
        this.sink = target.sink();
        this.drain = target.drain();
        this.head = head;
        this.pending = headBytes;
        this.left = head.length();
    }

    /** What every answer on one connection has in common. */
    public record Target(
            ByteBufAllocator allocator,
            AnswerSink sink,
            Drain drain,
            String method,
            String protocol) {}

    /**
     * Prepares an answer; nothing is sent yet.
     *
     * @throws IOException if a {@link Body.File} is not a readable regular file
     */
    public static AnswerWriter of(Target target, Response response, AnswerHead.Terms terms)
            throws IOException {
        if (response.body() instanceof Body.File(Path path)) {
            return ofFile(path, target, response, terms);
        }
        long length = AnswerHead.knownLength(response.body());
        AnswerHead head = AnswerHead.of(response, target.method(), length, terms);
        int room = response.body() instanceof Body.Bytes(byte[] content) ? content.length : 0;
        ByteBuf bytes = target.allocator().ioBuffer(256 + (room <= BLOCK_BYTES ? room : 0));
        head.write(bytes, response, target.protocol(), terms);
        return new AnswerWriter(target, head, bytes);
    }

    /** A large file is sent by whoever is nearer to the client. */
    private static AnswerWriter ofFile(
            Path path, Target target, Response response, AnswerHead.Terms terms)
            throws IOException {
        long length = fileLength(path);
        AnswerHead head = AnswerHead.of(response, target.method(), length, terms);
        ByteBuf bytes = target.allocator().ioBuffer(256);
        if (terms.files() && length >= NAMED_BYTES && head.length() >= 0) {
            head = AnswerHead.named();
            head.writeNaming(path, bytes, response, target.protocol(), terms);
        } else {
            head.write(bytes, response, target.protocol(), terms);
        }
        return new AnswerWriter(target, head, bytes);
    }

    /** How the answer is framed. */
    public AnswerHead head() {
        return head;
    }

    /** What is to be sent first; before {@link #finish}, its head. */
    public ByteBuf start() {
        return pending;
    }

    /** Bytes of the body so far, without what frames it. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /** Whether a byte of this answer may have reached the peer. */
    public boolean begun() {
        return begun;
    }

    /** Gives up before anything was sent. */
    public void abandon() {
        pending.release();
    }

    /**
     * Writes the body and its end.
     *
     * @return the last buffer, not sent yet, so that its sending and the end of the call are one
     *     task of the event loop; taken over by the caller
     * @throws Exception what the application's body threw, or an {@link IOException} of the peer's
     */
    public ByteBuf finish(Body body) throws Exception {
        if (!head.bodiless()) {
            writeBody(body);
        }
        if (body instanceof Body.Input(InputStream content, _)) {
            content.close();
        }
        if (left > 0 && !head.bodiless()) {
            throw new IOException("the body is %d bytes short of its length".formatted(left));
        }
        if (head.chunked()) {
            pending.writeBytes(LAST_CHUNK);
        }
        ByteBuf last = pending;
        pending = allocator.buffer(0);
        return last;
    }

    private void writeBody(Body body) throws Exception {
        switch (body) {
            case Body.None() -> {}
            case Body.Bytes(byte[] content) -> write(content);
            case Body.File(Path path) -> writeFile(path.toFile());
            case Body.Input(InputStream content, _) -> copy(content);
            case Body.Late _, Body.Socket _ ->
                    throw new IllegalStateException("there is no body yet");
            case Body.Streaming streaming -> streaming.writeTo(this);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (head.bodiless() || length == 0) {
            return;
        }
        if (head.length() >= 0) {
            left -= length;
            if (left < 0) {
                throw new IOException("the body is longer than its length");
            }
        }
        bodyBytes += length;
        for (int at = 0; at < length; at += BLOCK_BYTES) {
            block(bytes, offset + at, Math.min(BLOCK_BYTES, length - at));
        }
    }

    @Override
    public boolean awaitEnding(Duration atMost) throws InterruptedException {
        return drain.await(atMost);
    }

    @Override
    public void flush() throws IOException {
        ByteBuf full = pending;
        pending = allocator.ioBuffer(256);
        begun = true;
        if (head.bodiless() || (head.length() >= 0 && left == 0)) {
            sink.whole();
        }
        sink.write(full);
    }

    private void block(byte[] bytes, int offset, int length) throws IOException {
        if (head.chunked()) {
            String size = Integer.toHexString(length);
            pending.writeBytes(size.getBytes(US_ASCII)).writeByte('\r').writeByte('\n');
        }
        pending.writeBytes(bytes, offset, length);
        if (head.chunked()) {
            pending.writeByte('\r').writeByte('\n');
        }
        if (pending.readableBytes() > BLOCK_BYTES + CHUNK_SIZE_DIGITS) {
            flush();
        }
    }

    private void copy(InputStream content) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        for (int n = content.read(block); n >= 0; n = content.read(block)) {
            write(block, 0, n);
        }
    }

    private void writeFile(File file) throws IOException {
        flush();
        left = 0;
        bodyBytes = head.length();
        sink.whole();
        sink.write(new DefaultFileRegion(file, 0, head.length()));
    }

    private static long fileLength(Path path) throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IOException("the body's file is not a readable regular file");
        }
        return Files.size(path);
    }
}

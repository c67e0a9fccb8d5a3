package dev.serval.router.exchange;

import dev.serval.router.files.FileAnswer;
import dev.serval.router.files.FileAnswer.Piece;
import dev.serval.router.upstream.Failure;
import dev.serval.router.upstream.UpstreamEvents;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Sends the body of an answer that the router gives itself, a slice after the other, each when the
 * client has taken the one before: by sendfile(2) where the channel is a plain socket, else through
 * a buffer. On the client's loop; closes the file at the end, whatever it is.
 */
final class FileSending {

    private static final int SLICE_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ClientConnection client;
    private final FileAnswer answer;
    private final UpstreamEvents asker;
    private final Deque<Piece> left;
    private final boolean sendsFiles;

    /**
     * @param asker told when all is sent, or that it will not be
     */
    FileSending(ClientConnection client, FileAnswer answer, UpstreamEvents asker) {
        this.client = client;
        this.answer = answer;
        this.asker = asker;
        this.left = new ArrayDeque<>(answer.pieces());
        this.sendsFiles = client.sendsFiles();
    }

    void start() {
        if (answer.file() == null) {
            // What is in memory leaves with its head, and with the end behind it.
            answer.pieces().forEach(piece -> client.write(content(piece)));
            asker.answerEnd();
            return;
        }
        next();
    }

    private static DefaultHttpContent content(Piece piece) {
        return switch (piece) {
            case Piece.Text(byte[] bytes) -> new DefaultHttpContent(Unpooled.wrappedBuffer(bytes));
            case Piece.Slice _ -> throw new IllegalStateException("a slice has a file");
        };
    }

    private void next() {
        Piece piece = left.poll();
        if (piece == null) {
            answer.close();
            asker.answerEnd();
            return;
        }
        try {
            switch (piece) {
                case Piece.Text text -> send(content(text));
                case Piece.Slice(long from, long length) -> slice(from, length);
            }
        } catch (IOException e) {
            answer.close();
            asker.broken(Failure.CLOSED_EARLY);
        }
    }

    private void slice(long from, long length) throws IOException {
        FileChannel file = Objects.requireNonNull(answer.file(), "a slice has a file");
        int now = (int) Math.min(length, sendsFiles ? SLICE_BYTES : BUFFER_BYTES);
        Object part = part(client, file, from, now, sendsFiles);
        if (length > now) {
            left.addFirst(new Piece.Slice(from + now, length - now));
        }
        send(part);
    }

    /** A part of an open file, for {@link ClientConnection#send}; the file stays open. */
    static Object part(
            ClientConnection client, FileChannel file, long from, int length, boolean sendsFiles)
            throws IOException {
        return sendsFiles ? new Region(file, from, length) : read(client, file, from, length);
    }

    private static DefaultHttpContent read(
            ClientConnection client, FileChannel file, long from, int length) throws IOException {
        ByteBuf buffer = client.buffer(length);
        while (buffer.readableBytes() < length) {
            int more = length - buffer.readableBytes();
            if (buffer.writeBytes(file, from + buffer.readableBytes(), more) < 0) {
                buffer.release();
                throw new IOException("the file has become shorter");
            }
        }
        return new DefaultHttpContent(buffer);
    }

    private void send(Object part) {
        client.send(part)
                .addListener(sent -> {
                    if (sent.isSuccess()) {
                        next();
                        return;
                    }
                    answer.close();
                    asker.broken(Failure.CLOSED_EARLY);
                });
    }

    /** One slice of a file that others follow of. */
    private static final class Region extends DefaultFileRegion {

        Region(FileChannel file, long from, long length) {
            super(file, from, length);
        }

        @Override
        protected void deallocate() {
            // The file is closed when all of it is sent.
        }
    }
}

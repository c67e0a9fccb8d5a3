package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.router.files.Ranges.Span;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer without a worker.
 *
 * @param head with the length of the body
 * @param pieces the body, in order
 * @param file where slices are; null if there are none. Closed by whoever sends the answer.
 */
public record FileAnswer(HttpResponse head, List<Piece> pieces, @Nullable FileChannel file)
        implements Closeable {

    /** A part of a body. */
    public sealed interface Piece {

        /** Bytes of ours. */
        @SuppressWarnings("ArrayRecordComponent")
        record Text(byte[] bytes) implements Piece {}

        /** Bytes of the file. */
        record Slice(long from, long length) implements Piece {}
    }

    private static final String BOUNDARY = "serval-7d1f0c3a9be24ad6";

    /** A sentence, as {@link dev.serval.http.ErrorReply} has it. */
    static FileAnswer plain(int status, String why) {
        HttpResponseStatus line = HttpResponseStatus.valueOf(status);
        Piece text = text(line + "\n" + why + "\n");
        FileAnswer answer = of(line, List.of(text), null);
        answer.head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        return answer;
    }

    /** A page of ours. */
    static FileAnswer page(String html) {
        FileAnswer answer =
                of(HttpResponseStatus.OK, List.of(new Piece.Text(html.getBytes(UTF_8))), null);
        answer.head
                .headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'")
                .set("x-content-type-options", "nosniff");
        return answer;
    }

    /** Whether it is a refusal, in words of ours. */
    public boolean isRefusal() {
        return file == null && head.status().code() >= 400;
    }

    /** The same answer with another body. */
    public FileAnswer saying(byte[] body, String type) {
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return new FileAnswer(head, List.of(new Piece.Text(body)), file);
    }

    /** Without a body. */
    static FileAnswer bare(int status) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        return new FileAnswer(head, List.of(), null);
    }

    /** The same head, for a request that wants no body. */
    public FileAnswer withoutBody() {
        return new FileAnswer(head, List.of(), file);
    }

    /** A whole file that is in memory. */
    static FileAnswer whole(byte[] bytes) {
        List<Piece> pieces = bytes.length == 0 ? List.of() : List.of(new Piece.Text(bytes));
        return of(HttpResponseStatus.OK, pieces, null);
    }

    /** The whole file. */
    static FileAnswer whole(FileChannel file, long size) {
        List<Piece> pieces = size == 0 ? List.of() : List.of(new Piece.Slice(0, size));
        return of(HttpResponseStatus.OK, pieces, file);
    }

    /** Parts of it, one or more; several make a body of type multipart/byteranges. */
    static FileAnswer partial(FileChannel file, List<Span> spans, long size, String type) {
        if (spans.size() == 1) {
            Span span = spans.getFirst();
            FileAnswer one =
                    of(
                            HttpResponseStatus.PARTIAL_CONTENT,
                            List.of(new Piece.Slice(span.from(), span.length())),
                            file);
            one.head.headers().set(HttpHeaderNames.CONTENT_RANGE, contentRange(span, size));
            return one;
        }
        List<Piece> pieces = new ArrayList<>();
        for (Span span : spans) {
            pieces.add(
                    text(
                            "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                                    .formatted(BOUNDARY, type, contentRange(span, size))));
            pieces.add(new Piece.Slice(span.from(), span.length()));
        }
        pieces.add(text("\r\n--" + BOUNDARY + "--\r\n"));
        FileAnswer several = of(HttpResponseStatus.PARTIAL_CONTENT, pieces, file);
        several.head
                .headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "multipart/byteranges; boundary=" + BOUNDARY);
        return several;
    }

    private static FileAnswer of(
            HttpResponseStatus status, List<Piece> pieces, @Nullable FileChannel file) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        long length = 0;
        for (Piece piece : pieces) {
            length +=
                    switch (piece) {
                        case Piece.Text(byte[] bytes) -> bytes.length;
                        case Piece.Slice(_, long bytes) -> bytes;
                    };
        }
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        return new FileAnswer(head, pieces, file);
    }

    private static Piece text(String text) {
        return new Piece.Text(text.getBytes(ISO_8859_1));
    }

    private static String contentRange(Span span, long size) {
        return "bytes %d-%d/%d".formatted(span.from(), span.to(), size);
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            // It was open for reading only: nothing is lost.
            return;
        }
    }
}

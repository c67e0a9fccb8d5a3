package dev.serval.router.files;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An answer whose head is an application's and whose body is a file. What the application says
 * counts; what it does not say is told of the file. Asks the file system.
 */
final class NamedAnswer {

    private static final int PRECONDITION_FAILED = 412;

    private NamedAnswer() {}

    /**
     * Conditions and ranges are for an answer 200 to GET and HEAD; any other is sent whole.
     *
     * @throws IOException if the file cannot be read
     */
    static FileAnswer of(HttpRequest request, HttpResponse head, Path file, ContentTypes types)
            throws IOException {
        HttpHeaders said = head.headers();
        FileFacts facts =
                FileFacts.of(file)
                        .unlessSaid(
                                said.get(HttpHeaderNames.ETAG),
                                said.get(HttpHeaderNames.LAST_MODIFIED));
        String type = said.get(HttpHeaderNames.CONTENT_TYPE);
        String sentType = type == null ? types.of(file.toString()) : type;
        if (!head.status().equals(HttpResponseStatus.OK) || !reads(request)) {
            FileAnswer whole = FileAnswer.whole(FileReader.open(file), facts.size());
            return merged(head.status(), said, whole, sentType);
        }
        FileAnswer answer = FileReader.answer(request, file, facts, sentType);
        if (answer.head().status().code() >= PRECONDITION_FAILED) {
            return answer;
        }
        FileAnswer merged = merged(answer.head().status(), said, answer, sentType);
        merged.head()
                .headers()
                .set(HttpHeaderNames.ETAG, facts.etag())
                .set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
        return merged;
    }

    private static FileAnswer merged(
            HttpResponseStatus status, HttpHeaders said, FileAnswer answer, String type) {
        HttpHeaders fields =
                said.copy()
                        .remove(HttpHeaderNames.CONTENT_LENGTH)
                        .remove(HttpHeaderNames.TRANSFER_ENCODING)
                        .set(HttpHeaderNames.CONTENT_TYPE, type)
                        .setAll(answer.head().headers());
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, fields);
        return new FileAnswer(head, answer.pieces(), answer.file());
    }

    private static boolean reads(HttpRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }
}

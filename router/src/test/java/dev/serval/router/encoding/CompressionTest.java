package dev.serval.router.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.http.ResponseHead;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

    private static final Compression GZIP_BR =
            new Compression(
                    List.of(Coding.GZIP, Coding.BROTLI),
                    List.of("text/*", "application/json"),
                    100,
                    false);
    private static final Compression WHEN_ASKED = new Compression(List.of(), List.of(), 100, true);

    private static ResponseHead answer(int status, String... fields) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        for (int i = 0; i < fields.length; i += 2) {
            head.headers().add(fields[i], fields[i + 1]);
        }
        return ResponseHead.of(head, HttpMethod.GET, HttpVersion.HTTP_1_1, true);
    }

    private static HttpRequest asking(String accept) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        if (!accept.isEmpty()) {
            request.headers().set("Accept-Encoding", accept);
        }
        return request;
    }

    private static @Nullable String vary(ResponseHead answer) {
        List<String> all = answer.head().headers().getAll("vary");
        return all.isEmpty() ? null : String.join(", ", all);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "gzip|GZIP",
                "br|BROTLI",
                "gzip, br|GZIP",
                "gzip;q=0.5, br|BROTLI",
                "gzip;q=0, br;q=0.1|BROTLI",
                "*|GZIP",
                "*;q=0|",
                "gzip;q=0, *|BROTLI",
                "identity, gzip;q=0.5|",
                "identity;q=0.1, gzip;q=0.5|GZIP",
                "zstd, deflate|",
                "GZIP|GZIP",
                "x-gzip|GZIP",
                "gzip;q=high|",
                "gzipped|",
                "''|",
            },
            delimiter = '|')
    void theClientsWeightsComeFirstThenOurOrder(String accept, @Nullable Coding coding) {
        ResponseHead answer = answer(200, "Content-Type", "text/html", "Content-Length", "100");

        assertThat(GZIP_BR.applied(asking(accept), answer)).isEqualTo(coding);
        assertThat(vary(answer)).isEqualTo("Accept-Encoding");
        assertThat(answer.head().headers().get("content-encoding"))
                .isEqualTo(coding == null ? null : coding.token());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "200|Content-Type|image/png",
                "200|Content-Type|text/event-stream",
                "200|Content-Type|textual/x",
                "200|X-None|x",
                "206|Content-Type|text/html",
                "204|Content-Type|text/html",
                "205|Content-Type|text/html",
            },
            delimiter = '|')
    void someAnswersAreNeverCompressed(int status, String name, String value) {
        ResponseHead answer = answer(status, name, value);

        assertThat(GZIP_BR.applied(asking("gzip"), answer)).isNull();
        assertThat(vary(answer)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Encoding, br",
        "Content-Encoding, identity",
        "Cache-Control, 'public, No-Transform'",
        "Content-Digest, sha-256=:x:",
        "Content-Range, bytes 0-1/2",
        "Content-Length, 99",
        "Content-Length, 0",
    })
    void someFieldsForbidIt(String name, String value) {
        ResponseHead answer = answer(200, "Content-Type", "text/html", name, value);

        assertThat(GZIP_BR.applied(asking("gzip"), answer)).isNull();
    }

    @Test
    void aTypeHasParametersAndAnyCase() {
        assertThat(
                        GZIP_BR.applied(
                                asking("gzip"),
                                answer(200, "Content-Type", "Application/JSON ; charset=utf-8")))
                .isEqualTo(Coding.GZIP);
    }

    @Test
    void whatIsSaidOfTheBytesIsSaidAnew() {
        ResponseHead answer =
                answer(
                        200,
                        "Content-Type",
                        "text/html",
                        "ETag",
                        "\"v\"",
                        "Accept-Ranges",
                        "bytes",
                        "Vary",
                        "Cookie");

        GZIP_BR.applied(asking("gzip"), answer);

        assertThat(answer.head().headers().get("etag")).isEqualTo("W/\"v\"");
        assertThat(answer.head().headers().contains("accept-ranges")).isFalse();
        assertThat(vary(answer)).isEqualTo("Cookie, Accept-Encoding");
    }

    @Test
    void whatVariesAlreadyStaysAsItIs() {
        ResponseHead known =
                answer(200, "Content-Type", "text/html", "Vary", "Cookie,accept-encoding");
        ResponseHead any = answer(200, "Content-Type", "text/html", "Vary", "*");
        ResponseHead weak = answer(200, "Content-Type", "text/html", "ETag", "W/\"v\"");

        GZIP_BR.applied(asking("gzip"), known);
        GZIP_BR.applied(asking("gzip"), any);
        GZIP_BR.applied(asking("gzip"), weak);

        assertThat(vary(known)).isEqualTo("Cookie,accept-encoding");
        assertThat(vary(any)).isEqualTo("*");
        assertThat(weak.head().headers().get("etag")).isEqualTo("W/\"v\"");
    }

    @Test
    void anAnswerThatNothingHasChangedVariesToo() {
        ResponseHead answer = answer(304, "ETag", "\"v\"");

        assertThat(GZIP_BR.applied(asking("gzip"), answer)).isNull();
        assertThat(vary(answer)).isEqualTo("Accept-Encoding");
        assertThat(answer.head().headers().get("etag")).isEqualTo("\"v\"");
    }

    @Test
    void anApplicationMayAskForGzip() {
        ResponseHead asked = answer(200, "Content-Type", "image/bmp", "uWSGI-Encoding", "gzip");
        ResponseHead silent = answer(200, "Content-Type", "text/html");

        assertThat(WHEN_ASKED.applied(asking("gzip, br"), asked)).isEqualTo(Coding.GZIP);
        assertThat(asked.head().headers().contains("uWSGI-Encoding")).isFalse();
        assertThat(WHEN_ASKED.applied(asking("gzip, br"), silent)).isNull();
        assertThat(vary(silent)).isNull();
    }

    @Test
    void aChangedBodyHasNoLength() {
        ResponseHead modern =
                answer(200, "Content-Type", "text/html", "Content-Length", "100")
                        .unsized(HttpVersion.HTTP_1_1);
        ResponseHead old =
                answer(200, "Content-Type", "text/html", "Content-Length", "100")
                        .unsized(HttpVersion.HTTP_1_0);

        assertThat(modern.head().headers().get("transfer-encoding")).isEqualTo("chunked");
        assertThat(modern.head().headers().contains("content-length")).isFalse();
        assertThat(modern.close()).isFalse();
        assertThat(old.head().headers().contains("transfer-encoding")).isFalse();
        assertThat(old.head().headers().get("connection")).isEqualTo("close");
        assertThat(old.close()).isTrue();
    }
}

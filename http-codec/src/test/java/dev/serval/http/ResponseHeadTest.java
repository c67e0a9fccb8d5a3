package dev.serval.http;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_0;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {

    private static HttpResponse backend(HttpVersion version, int status, String... fields) {
        HttpResponse response =
                new DefaultHttpResponse(
                        version,
                        HttpResponseStatus.valueOf(status),
                        DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        for (int i = 0; i < fields.length; i += 2) {
            response.headers().add(fields[i], fields[i + 1]);
        }
        return response;
    }

    private static ResponseHead get(HttpResponse backend) {
        return ResponseHead.of(backend, HttpMethod.GET, HTTP_1_1, true);
    }

    /** What an answer has besides Date and Server. */
    private static List<String> fields(ResponseHead answer) {
        return answer.head().headers().entries().stream()
                .filter(e -> !e.getKey().equals("date") && !e.getKey().equals("server"))
                .map(ResponseHeadTest::line)
                .toList();
    }

    private static String line(Entry<String, String> field) {
        return field.getKey() + ": " + field.getValue();
    }

    @Test
    void aLengthIsKeptAndSoIsTheOrderOfFields() {
        ResponseHead answer =
                get(
                        backend(
                                HTTP_1_0,
                                200,
                                "Set-Cookie",
                                "a",
                                "Content-Length",
                                "5",
                                "Set-Cookie",
                                "b"));

        assertThat(fields(answer))
                .containsExactly("Set-Cookie: a", "Content-Length: 5", "Set-Cookie: b");
        assertThat(answer).isEqualTo(new ResponseHead(answer.head(), 5, false, false));
        assertThat(answer.head().protocolVersion()).isEqualTo(HTTP_1_1);
    }

    @Test
    void aBodyOfUnknownLengthIsChunkedForOneClientAndEndsTheConnectionForAnother() {
        HttpResponse backend = backend(HTTP_1_1, 200, "X", "y");
        ResponseHead chunked = get(backend);
        ResponseHead closing = ResponseHead.of(backend, HttpMethod.GET, HTTP_1_0, true);

        assertThat(fields(chunked)).containsExactly("X: y", "transfer-encoding: chunked");
        assertThat(chunked).isEqualTo(new ResponseHead(chunked.head(), -1, false, false));
        assertThat(fields(closing)).containsExactly("X: y", "connection: close");
        assertThat(closing).isEqualTo(new ResponseHead(closing.head(), -1, false, true));
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 204", "GET, 304", "HEAD, 404"})
    void anAnswerWithoutABodyKeepsTheConnection(String method, int status) {
        ResponseHead answer =
                ResponseHead.of(
                        backend(HTTP_1_1, status), HttpMethod.valueOf(method), HTTP_1_1, true);

        assertThat(fields(answer)).isEmpty();
        assertThat(answer).isEqualTo(new ResponseHead(answer.head(), -1, true, false));
    }

    @Test
    void theLengthAHeadWouldHaveIsKept() {
        ResponseHead answer =
                ResponseHead.of(
                        backend(HTTP_1_1, 200, "Content-Length", "5"),
                        HttpMethod.HEAD,
                        HTTP_1_1,
                        true);

        assertThat(fields(answer)).containsExactly("Content-Length: 5");
        assertThat(answer.bodiless()).isTrue();
    }

    @Test
    void fieldsOfTheBackendsConnectionAreTakenOut() {
        ResponseHead answer =
                get(
                        backend(
                                HTTP_1_1,
                                200,
                                "Connection",
                                "keep-alive",
                                "Connection",
                                "X-Mine",
                                "X-Mine",
                                "1",
                                "Keep-Alive",
                                "5",
                                "Transfer-Encoding",
                                "chunked",
                                "X",
                                "y"));

        assertThat(fields(answer)).containsExactly("X: y", "transfer-encoding: chunked");
    }

    @Test
    void theClientIsToldWhetherItsConnectionGoesOn() {
        HttpResponse backend = backend(HTTP_1_1, 200, "Content-Length", "0");

        assertThat(fields(ResponseHead.of(backend, HttpMethod.GET, HTTP_1_1, false)))
                .containsExactly("Content-Length: 0", "connection: close");
        assertThat(fields(ResponseHead.of(backend, HttpMethod.GET, HTTP_1_0, true)))
                .containsExactly("Content-Length: 0", "connection: keep-alive");
    }

    @Test
    void dateAndServerAreAddedWhereTheyAreMissing() {
        assertThat(get(backend(HTTP_1_1, 200)).head().headers().get("Server")).isEqualTo("serval");
        assertThat(get(backend(HTTP_1_1, 200)).head().headers().get("Date"))
                .matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");

        HttpResponse own = backend(HTTP_1_1, 200, "Server", "mine", "Date", "now");

        assertThat(get(own).head().headers().getAll("Server")).containsExactly("mine");
        assertThat(get(own).head().headers().getAll("Date")).containsExactly("now");
    }

    @Test
    void anInterimAnswerGetsNothingAdded() {
        ResponseHead answer = get(backend(HTTP_1_1, 103, "Link", "</a>"));

        assertThat(answer.head().headers().entries().stream().map(ResponseHeadTest::line))
                .containsExactly("Link: </a>");
        assertThat(answer.bodiless()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+5", "5, 5", "5 ", "1234567890123456789"})
    void aLengthThatIsNoNumberIsRefused(String length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get(backend(HTTP_1_1, 200, "Content-Length", length)));
    }

    @Test
    void twoLengthsAreTakenOnlyIfTheyAreTheSame() {
        HttpResponse same = backend(HTTP_1_1, 200, "Content-Length", "5", "Content-Length", "5");
        HttpResponse other = backend(HTTP_1_1, 200, "Content-Length", "5", "Content-Length", "6");

        assertThat(get(same).length()).isEqualTo(5);
        assertThatIllegalArgumentException().isThrownBy(() -> get(other));
    }

    @Test
    void aLengthBesideATransferEncodingIsRefused() {
        HttpResponse both =
                backend(HTTP_1_1, 200, "Content-Length", "5", "Transfer-Encoding", "chunked");

        assertThatIllegalArgumentException().isThrownBy(() -> get(both));
    }
}

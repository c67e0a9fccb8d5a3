package dev.serval.worker.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.app.Body;
import dev.serval.app.Headers;
import dev.serval.app.Response;
import dev.serval.worker.answer.AnswerHead.Terms;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class AnswerHeadTest {

    private static final Terms KEPT = new Terms(true, true, false, Speech.UWSGI, "");
    private static final Terms STOCK = new Terms(false, false, false, Speech.UWSGI, "");
    private static final Terms CLIENT = new Terms(true, true, false, Speech.HTTP, "");
    private static final Body.Streaming STREAM = _ -> {};

    @Test
    void aStockGatewayGetsWhatUwsgiSends() {
        assertThat(head(Response.text("hi\n"), "GET", "HTTP/1.1", STOCK))
                .isEqualTo(
                        """
                        HTTP/1.1 200 OK\r
                        Content-Type: text/plain; charset=utf-8\r
                        Content-Length: 3\r
                        \r
                        """);
    }

    @Test
    void aGatewayThatSaysNoVersionIsAnsweredInTheOldestOne() {
        assertThat(head(Response.text("hi\n"), "GET", "", STOCK)).startsWith("HTTP/1.0 200 OK");
    }

    @Test
    void aKeptConnectionSaysSoAndShowsTheEndOfItsBody() {
        assertThat(head(Response.stream("text/plain", STREAM), "GET", "HTTP/1.1", KEPT))
                .contains("Transfer-Encoding: chunked\r\n")
                .contains("Connection: keep-alive\r\n");
    }

    @Test
    void chunksAreOfTheVersionThatHasThemWhateverTheClientSpeaks() {
        assertThat(head(Response.stream("text/plain", STREAM), "GET", "HTTP/1.0", KEPT))
                .startsWith("HTTP/1.1 200 OK")
                .contains("Transfer-Encoding: chunked\r\n");
    }

    @Test
    void aStockGatewayIsSentNoChunks() {
        AnswerHead head = of(Response.stream("text/plain", STREAM), "GET", STOCK);

        assertThat(head.chunked()).isFalse();
        assertThat(head.endsByClosing()).isTrue();
    }

    @Test
    void anAnswerToHeadHasTheLengthAndNoBody() {
        AnswerHead head = of(Response.text("hi\n"), "HEAD", KEPT);

        assertThat(head.length()).isEqualTo(3);
        assertThat(head.bodiless()).isTrue();
        assertThat(head.endsByClosing()).isFalse();
    }

    @Test
    void noContentHasNeitherLengthNorBody() {
        assertThat(head(Response.status(204), "GET", "HTTP/1.1", KEPT))
                .doesNotContain("Content-Length")
                .doesNotContain("Transfer-Encoding");
    }

    @Test
    void whatFramesTheBodyIsNeverTheApplications() {
        Response sly =
                new Response(
                        200,
                        Headers.of(
                                "Transfer-Encoding",
                                "gzip",
                                "Connection",
                                "upgrade",
                                "Content-Length",
                                "999"),
                        new Body.Bytes(new byte[3]));

        assertThat(head(sly, "GET", "HTTP/1.1", STOCK))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
    }

    @Test
    void aClientGetsDateAndServerAndNoNeedlessConnectionField() {
        assertThat(head(Response.text("hi\n"), "GET", "HTTP/1.1", CLIENT))
                .contains("Date: ")
                .contains("Server: serval\r\n")
                .doesNotContain("Connection:");
    }

    @Test
    void anOldClientIsToldThatItsConnectionIsKept() {
        assertThat(head(Response.text("hi\n"), "GET", "HTTP/1.0", CLIENT))
                .startsWith("HTTP/1.1 200 OK")
                .contains("Connection: keep-alive\r\n");
    }

    @Test
    void aClientWhoseConnectionEndsIsTold() {
        assertThat(
                        head(
                                Response.text("hi\n"),
                                "GET",
                                "HTTP/1.1",
                                new Terms(false, true, false, Speech.HTTP, "")))
                .contains("Connection: close\r\n");
    }

    private static AnswerHead of(Response response, String method, Terms terms) {
        return AnswerHead.of(response, method, AnswerHead.knownLength(response.body()), terms);
    }

    private static String head(Response response, String method, String protocol, Terms terms) {
        ByteBuf out = Unpooled.buffer();
        of(response, method, terms).write(out, response, protocol, terms);
        return out.toString(ISO_8859_1);
    }
}

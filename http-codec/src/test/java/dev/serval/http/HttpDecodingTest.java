package dev.serval.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDecodingTest {

    private static final String HANDSHAKE =
            """
            GET /ws HTTP/1.1\r
            Host: h\r
            Upgrade: websocket\r
            Connection: x, Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """;
    private static final String NOT_HTTP = "400 this is not an HTTP request";

    @Test
    void aRequestIsItsLineAndItsEnd() {
        assertThat(RequestReader.read("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"))
                .containsExactly("GET /a", "end");
    }

    @Test
    void pipelinedRequestsComeOneAfterTheOther() {
        assertThat(
                        RequestReader.read(
                                """
                                POST /a HTTP/1.1\r
                                Host: h\r
                                Content-Length: 5\r
                                \r
                                helloPOST /b HTTP/1.1\r
                                Host: h\r
                                Transfer-Encoding: chunked\r
                                \r
                                3\r
                                abc\r
                                0\r
                                \r
                                GET /c HTTP/1.1\r
                                Host: h\r
                                \r
                                """))
                .containsExactly(
                        "POST /a",
                        "body hello",
                        "end",
                        "POST /b",
                        "body abc",
                        "end",
                        "GET /c",
                        "end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nFoo : x\r\n\r\n",
                "GET / HTTP/1.1\nHost: h\n\n",
                "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\n: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/9.9zz\r\nHost: h\r\n\r\n",
                "GET /\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: h\r\n\r\n",
                "\u0016\u0003\u0001\u0002\r\n\r\n",
            })
    void whatIsNotHttpIsRefused(String text) {
        assertThat(RequestReader.read(text)).first().asString().startsWith("400 ");
    }

    /** RFC 9112 section 5.2 leaves the choice: refuse it, or put a space where the fold is. */
    @Test
    void aFoldedFieldIsOneLine() {
        String text = "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\tb\r\n\r\n";

        assertThat(RequestReader.read(text)).containsExactly("GET /", "end");
        assertThat(RequestReader.request(text).headers().getAll("X")).containsExactly("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: h\r\n x",
                "Host: h\r\nContent-Length:\r\n 5",
                "Host: h\r\nContent-Length: 5\r\n 5",
                "Host: h\r\nTransfer-Encoding:\r\n chunked",
                "Host: h\r\nTransfer-Encoding: chunked\r\n chunked",
            })
    void aFoldInAFieldThatMattersIsRefused(String fields) {
        assertThat(RequestReader.read("POST / HTTP/1.1\r\n" + fields + "\r\n\r\n"))
                .hasSize(1)
                .first()
                .asString()
                .matches("(400|501) .*");
    }

    @Test
    void lengthAndTransferEncodingTogetherAreRefused() {
        assertThat(
                        RequestReader.read(
                                """
                                POST / HTTP/1.1\r
                                Host: h\r
                                Content-Length: 5\r
                                Transfer-Encoding: chunked\r
                                \r
                                0\r
                                \r
                                """))
                .containsExactly(NOT_HTTP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length:",
                "Content-Length: 5 5",
            })
    void aLengthThatCouldBeReadInTwoWaysIsRefused(String fields) {
        assertThat(RequestReader.read("POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n\r\nhello"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("400 ");
    }

    @Test
    void aLongRequestLineIsRefusedAsSuch() {
        assertThat(RequestReader.read("GET /" + "a".repeat(200) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .containsExactly("414 the request line is too long");
    }

    @Test
    void tooLargeFieldsAreRefusedAsSuch() {
        String field = "X: " + "a".repeat(300) + "\r\n";

        assertThat(RequestReader.read("GET / HTTP/1.1\r\nHost: h\r\n" + field.repeat(4) + "\r\n"))
                .containsExactly("431 the header fields are too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x\r\n", "-1\r\n", "\r\n", "5\r\nhello!\r\n0\r\n\r\n", "5\nhello\n0\n\n"})
    void aMalformedChunkIsABrokenBody(String chunks) {
        assertThat(
                        RequestReader.read(
                                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + chunks))
                .startsWith("POST /")
                .last()
                .isEqualTo("broken body");
    }

    @Test
    void whatFollowsARequestForAWebSocketWaitsForItsAnswer() {
        EmbeddedChannel channel =
                new EmbeddedChannel(HttpDecoding.requestDecoder(RequestReader.LIMITS));
        String both = HANDSHAKE + "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";
        for (byte each : both.getBytes(US_ASCII)) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
        }
        assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/ws");
        assertThat(channel.<Object>readInbound()).isInstanceOf(LastHttpContent.class);
        assertThat(channel.<Object>readInbound()).isNull();

        HttpDecoding.resume(channel);
        channel.runPendingTasks();
        assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/next");
        channel.finishAndReleaseAll();
    }

    @Test
    void whatFollowsAnAnsweredRequestForAWebSocketAreBytes() {
        EmbeddedChannel channel =
                new EmbeddedChannel(HttpDecoding.requestDecoder(RequestReader.LIMITS));
        channel.writeInbound(Unpooled.copiedBuffer(HANDSHAKE + "GET / HTTP/1.1\r\n\r\n", US_ASCII));
        channel.readInbound();
        channel.readInbound();

        HttpDecoding.remove(channel);
        ByteBuf bytes = channel.readInbound();
        assertThat(bytes.toString(US_ASCII)).isEqualTo("GET / HTTP/1.1\r\n\r\n");
        bytes.release();
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ws HTTP/1.1|POST /ws HTTP/1.1",
                "13|8",
                "websocket|h2c",
                "Connection: x, Upgrade|Connection: close",
                "HTTP/1.1|HTTP/1.0",
                "Host: h|Host: h\r\nContent-Length: 0"
            })
    void anyOtherUpgradeIsIgnored(String change) {
        String[] parts = change.split("\\|", -1);
        String other = HANDSHAKE.replace(parts[0], parts[1]);

        assertThat(SocketRequest.asked(RequestReader.request(HANDSHAKE))).isTrue();
        assertThat(SocketRequest.asked(RequestReader.request(other))).isFalse();
        assertThat(RequestReader.read(other + "GET /next HTTP/1.1\r\nHost: h\r\n\r\n"))
                .contains("GET /next");
    }
}

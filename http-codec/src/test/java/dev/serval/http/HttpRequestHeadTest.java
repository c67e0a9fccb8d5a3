package dev.serval.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpRequestHeadTest {

    private static final ClientFacts CLIENT =
            new ClientFacts("192.0.2.7", "4711", "here", "8000", true);

    private final HttpRequest request =
            new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/a?b");

    @Test
    void whatIsOursToSayIsSaidAnew() {
        request.headers()
                .add("Host", "example.org")
                .add("X-Forwarded-For", "198.51.100.1")
                .add("X-Forwarded-Host", "made.up")
                .add("X-Real-IP", "198.51.100.1")
                .add("Forwarded", "for=198.51.100.1");

        assertThat(written(-1).subList(0, 6))
                .containsExactly(
                        "GET /a?b HTTP/1.1",
                        "host: example.org",
                        "via: 1.1 serval",
                        "x-forwarded-for: 192.0.2.7",
                        "x-forwarded-proto: https",
                        "x-forwarded-host: example.org");
    }

    @Test
    void fieldsOfOneConnectionStayThere() {
        request.headers()
                .add("Host", "example.org")
                .add("Connection", "close, X-Hop")
                .add("X-Hop", "1")
                .add("Keep-Alive", "timeout=5")
                .add("TE", "trailers")
                .add("Upgrade", "h2c")
                .add("Expect", "100-continue")
                .add("Accept", "*/*");

        assertThat(written(-1).subList(1, 4))
                .containsExactly("host: example.org", "Accept: */*", "via: 1.1 serval");
    }

    @Test
    void aTargetInAbsoluteFormLosesItsAuthority() {
        request.setUri("http://example.org?q");

        assertThat(written(-1).getFirst()).isEqualTo("GET /?q HTTP/1.1");
    }

    @Test
    void aRequestWithoutAHostIsForUs() {
        request.setProtocolVersion(HttpVersion.HTTP_1_0);

        assertThat(written(-1)).contains("host: here:8000", "via: 1.0 serval");
    }

    @Test
    void chunksGoOutAsChunksOrWithTheirLength() {
        request.headers().add("Transfer-Encoding", "chunked");

        assertThat(written(-1)).contains("transfer-encoding: chunked");
        assertThat(written(7))
                .contains("content-length: 7")
                .doesNotContain("transfer-encoding: chunked");
    }

    private List<String> written(long length) {
        ByteBuf out = Unpooled.buffer();
        HttpRequestHead.write(
                out, request, CLIENT, Forwarding.of(request.headers(), CLIENT, _ -> false), length);
        return out.toString(ISO_8859_1).lines().toList();
    }
}

package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.uwsgi.VarsWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestVarsTest {

    private static final ClientFacts FACTS =
            new ClientFacts("192.0.2.7", "38578", "vm", "18100", false);

    private static final int OURS = 2;

    private static List<String> vars(HttpRequest request, ClientFacts facts) {
        ByteBuf packet = Unpooled.buffer();
        VarsWriter writer = VarsWriter.into(packet, 0, 0);
        RequestVars.write(
                writer, request, facts, Forwarding.of(request.headers(), facts, _ -> false));
        writer.finish();
        EmbeddedChannel worker = new EmbeddedChannel(new UwsgiRequestDecoder(65535, 1000));
        worker.writeInbound(packet);
        UwsgiHead head = worker.readInbound();
        List<String> vars = new ArrayList<>();
        head.vars().forEach((key, value) -> vars.add(key + "=" + value));
        return vars;
    }

    /** The header fields that are the server's own, and come last. */
    private static List<String> ours(String... fields) {
        String text = "GET / HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
        List<String> all = vars(RequestReader.request(text), FACTS);
        return all.subList(all.size() - OURS, all.size());
    }

    /** The variables of a request's header fields. */
    private static List<String> fields(String... fields) {
        String text = "GET / HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
        List<String> all = vars(RequestReader.request(text), FACTS);
        return all.subList(all.indexOf("REMOTE_PORT=38578") + 1, all.size() - OURS);
    }

    @Test
    void aRequestIsItsVariablesInUwsgisOrder() {
        HttpRequest request =
                RequestReader.request(
                        """
                        GET /a%20b/c?x=1&y=%2F HTTP/1.1\r
                        Host: 127.0.0.1:18100\r
                        User-Agent: curl/7.88.1\r
                        Accept: */*\r
                        X-Foo: bar\r
                        \r
                        """);

        List<String> vars = vars(request, FACTS);

        assertThat(vars.subList(0, vars.size() - OURS))
                .containsExactly(
                        "REQUEST_METHOD=GET",
                        "REQUEST_URI=/a%20b/c?x=1&y=%2F",
                        "PATH_INFO=/a b/c",
                        "QUERY_STRING=x=1&y=%2F",
                        "SERVER_PROTOCOL=HTTP/1.1",
                        "SCRIPT_NAME=",
                        "SERVER_NAME=vm",
                        "SERVER_PORT=18100",
                        "UWSGI_ROUTER=http",
                        "REQUEST_SCHEME=http",
                        "REMOTE_ADDR=192.0.2.7",
                        "REMOTE_PORT=38578",
                        "HTTP_HOST=127.0.0.1:18100",
                        "HTTP_USER_AGENT=curl/7.88.1",
                        "HTTP_ACCEPT=*/*",
                        "HTTP_X_FOO=bar");
    }

    @Test
    void aRequestOverTlsSaysSo() {
        ClientFacts tls = new ClientFacts("", "", "vm", "443", true);

        assertThat(vars(RequestReader.request("GET / HTTP/1.1\r\nHost: h\r\n\r\n"), tls))
                .containsSubsequence(
                        "REQUEST_SCHEME=https", "HTTPS=on", "REMOTE_ADDR=", "REMOTE_PORT=");
    }

    @Test
    void onlyLengthAndTypeHaveNoPrefix() {
        assertThat(fields("Host: h", "content-length: 5", "Content-Type: a/b", "X-Content-Type: c"))
                .containsExactly(
                        "HTTP_HOST=h",
                        "CONTENT_LENGTH=5",
                        "CONTENT_TYPE=a/b",
                        "HTTP_X_CONTENT_TYPE=c");
    }

    @Test
    void aRepeatedFieldIsJoinedWhereItFirstCame() {
        assertThat(fields("Host: h", "X-A: 1", "X-B: b", "X-A: 2", "X-A: 3"))
                .containsExactly("HTTP_HOST=h", "HTTP_X_A=1, 2, 3", "HTTP_X_B=b");
    }

    @Test
    void aFieldRepeatedInAnotherCaseIsJoinedToo() {
        assertThat(fields("Host: h", "X-Custom: 1", "x-custom: 2"))
                .containsExactly("HTTP_HOST=h", "HTTP_X_CUSTOM=1, 2");
    }

    @ParameterizedTest
    @CsvSource({"Cookie, Cookie", "Cookie, cookie", "COOKIE, cookie"})
    void cookiesAreJoinedByTheirOwnRule(String first, String second) {
        assertThat(fields("Host: h", first + ": a=1", "X: x", second + ": b=2"))
                .containsExactly("HTTP_HOST=h", "HTTP_COOKIE=a=1; b=2", "HTTP_X=x");
    }

    @Test
    void fieldsOfOneConnectionAreLeftOut() {
        assertThat(
                        fields(
                                "Host: h",
                                "Connection: close, X-Mine",
                                "X-Mine: 1",
                                "Keep-Alive: 1",
                                "Proxy-Connection: close",
                                "TE: trailers",
                                "Trailer: X-T",
                                "Transfer-Encoding: chunked",
                                "Upgrade: h2c",
                                "Expect: 100-continue",
                                "Proxy: http://evil/",
                                "X-Kept: 1"))
                .containsExactly("HTTP_HOST=h", "HTTP_X_KEPT=1");
    }

    @Test
    void everyConnectionFieldNamesWhatIsLeftOut() {
        assertThat(fields("Host: h", "Connection: close", "Connection: x-mine", "X-Mine: 1"))
                .containsExactly("HTTP_HOST=h");
    }

    @Test
    void aConnectionFieldCannotTakeAwayTheHostOrTheLength() {
        assertThat(
                        fields(
                                "Host: h",
                                "Connection: host, content-length, content-type",
                                "Content-Length: 5",
                                "Content-Type: a/b"))
                .containsExactly("HTTP_HOST=h", "CONTENT_LENGTH=5", "CONTENT_TYPE=a/b");
    }

    @Test
    void bytesOfAValueAreKept() {
        assertThat(fields("Host: h", "X: \u00c3\u00a9\tz"))
                .containsExactly("HTTP_HOST=h", "HTTP_X=\u00c3\u00a9\tz");
    }

    @Test
    void whereARequestComesFromIsSaidByTheServerAlone() {
        String[] fields = {
            "Host: h",
            "X-Forwarded-For: 1.2.3.4",
            "x-forwarded-for: 5.6.7.8",
            "X-FORWARDED-PROTO: https",
            "X-Forwarded-Host: evil",
            "X-Real-IP: 1.2.3.4",
            "Forwarded: for=1.2.3.4",
            "X-Request-Id: mine",
            "traceparent: malformed",
            "Tracestate: a=b",
            "X-Forwarded: kept"
        };

        assertThat(fields(fields)).containsExactly("HTTP_HOST=h", "HTTP_X_FORWARDED=kept");
        assertThat(ours(fields).get(0)).matches("HTTP_X_REQUEST_ID=[0-9a-f]{32}");
        assertThat(ours(fields).get(1)).matches("HTTP_TRACEPARENT=00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void whatATrustedProxySaysIsPassedOn() {
        ClientFacts proxy = new ClientFacts("192.0.2.7", "38578", "vm", "80", false, true);

        List<String> vars =
                vars(
                        RequestReader.request(
                                """
                                GET / HTTP/1.1\r
                                Host: h\r
                                X-Forwarded-For: 6.6.6.6, 198.51.100.1\r
                                X-Forwarded-Proto: https\r
                                X-Forwarded-Host: example.org\r
                                \r
                                """),
                        proxy);

        assertThat(vars)
                .containsSubsequence(
                        "REQUEST_SCHEME=https",
                        "REMOTE_ADDR=198.51.100.1",
                        "HTTP_X_FORWARDED_HOST=example.org",
                        "HTTP_X_FORWARDED_FOR=198.51.100.1, 192.0.2.7",
                        "HTTP_X_FORWARDED_PROTO=https");
    }

    @Test
    void aTraceGoesOnWithItsState() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

        assertThat(fields("Host: h", "traceparent: " + trace, "tracestate: a=b"))
                .containsExactly("HTTP_HOST=h", "HTTP_TRACESTATE=a=b");
        assertThat(ours("Host: h", "traceparent: " + trace).get(1))
                .isEqualTo("HTTP_TRACEPARENT=" + trace);
    }
}

package dev.serval.worker.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.app.Body;
import dev.serval.app.Headers;
import dev.serval.control.config.Origins;
import dev.serval.uwsgi.Vars;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

    private static final SocketRules RULES =
            new SocketRules(
                    1,
                    1 << 20,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    new Origins(List.of()));
    private static final Body.Socket SOCKET = new Body.Socket(List.of("a", "b"), _ -> {});

    /** RFC 6455 section 1.3. */
    @Test
    void theKeyIsAnsweredAsTheProtocolSays() {
        Headers fields = agreed(Headers.none());

        assertThat(fields)
                .isEqualTo(
                        Headers.of(
                                "Upgrade",
                                "websocket",
                                "Connection",
                                "Upgrade",
                                "Sec-WebSocket-Accept",
                                "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }

    @Test
    void theApplicationsFieldsGoAlongButNotThoseOfTheProtocol() {
        Headers fields =
                agreed(
                        Headers.of(
                                "Set-Cookie",
                                "a=b",
                                "Upgrade",
                                "h2c",
                                "Sec-WebSocket-Accept",
                                "x",
                                "Content-Length",
                                "5"));

        assertThat(fields.first("set-cookie")).hasValue("a=b");
        assertThat(fields.all("upgrade")).containsExactly("websocket");
        assertThat(fields.all("sec-websocket-accept")).hasSize(1);
        assertThat(fields.has("content-length")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'b, a', b",
        "'x,a',  a",
        "x,      ''",
        "'',     ''",
    })
    void theClientsFirstChoiceThatIsServedIsTaken(String offered, String taken) {
        assertThat(verdict("HTTP_SEC_WEBSOCKET_PROTOCOL", offered))
                .isInstanceOfSatisfying(
                        Handshake.Agreed.class,
                        agreed -> {
                            assertThat(agreed.subprotocol()).isEqualTo(taken);
                            assertThat(agreed.fields().first("Sec-WebSocket-Protocol").orElse(""))
                                    .isEqualTo(taken);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "permessage-deflate,                            true",
        "permessage-deflate; client_max_window_bits,    true",
        "'x-other, permessage-deflate',                 true",
        "permessage-deflate; server_no_context_takeover, true",
        "permessage-deflate; unknown=1,                 false",
        "x-webkit-deflate-frame,                        false",
        "permessage-deflate; server_max_window_bits=x,  false",
        "permessage-deflate; server_max_window_bits,    false",
        "';,=;',                                        false",
    })
    void compressionIsAgreedToWhereItIsOffered(String offered, boolean agreedTo) {
        assertThat(verdict("HTTP_SEC_WEBSOCKET_EXTENSIONS", offered))
                .isInstanceOfSatisfying(
                        Handshake.Agreed.class,
                        agreed ->
                                assertThat(agreed.fields().has("Sec-WebSocket-Extensions"))
                                        .isEqualTo(agreedTo));
    }

    @ParameterizedTest
    @CsvSource({
        "REQUEST_METHOD,             POST,              426",
        "HTTP_UPGRADE,               h2c,               426",
        "HTTP_SEC_WEBSOCKET_VERSION, 8,                 426",
        "HTTP_SEC_WEBSOCKET_KEY,     '',                400",
        "HTTP_SEC_WEBSOCKET_KEY,     dG9vIHNob3J0,      400",
        "HTTP_SEC_WEBSOCKET_KEY,     '***',             400",
        "CONTENT_LENGTH,             5,                 400",
        "SERVAL_BODY,                chunked,           400",
        "HTTP_ORIGIN,                https://evil.test, 403",
    })
    void anythingElseIsRefused(String name, String value, int status) {
        assertThat(verdict(name, value))
                .isInstanceOfSatisfying(
                        Handshake.Refused.class,
                        refused -> assertThat(refused.answer().status()).isEqualTo(status));
    }

    private static Headers agreed(Headers wanted) {
        Handshake verdict = Handshake.of(vars("REQUEST_METHOD", "GET"), wanted, SOCKET, RULES);
        assertThat(verdict).isInstanceOf(Handshake.Agreed.class);
        return ((Handshake.Agreed) verdict).fields();
    }

    private static Handshake verdict(String name, String value) {
        return Handshake.of(vars(name, value), Headers.none(), SOCKET, RULES);
    }

    private static Vars vars(String name, String value) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "REQUEST_METHOD",
                                "GET",
                                "PATH_INFO",
                                "/",
                                "HTTP_HOST",
                                "here.test",
                                "HTTP_UPGRADE",
                                "WebSocket",
                                "HTTP_SEC_WEBSOCKET_VERSION",
                                "13",
                                "HTTP_SEC_WEBSOCKET_KEY",
                                "dGhlIHNhbXBsZSBub25jZQ=="));
        all.addAll(List.of(name, value));
        return Vars.of(all.toArray(String[]::new));
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whose word counts, who may connect, and for which hosts. */
class AdmissionTest {

    private static final String[] TELLER = {
        "--http", "127.0.0.1:0", "--http-socket", "127.0.0.1:0"
    };

    /** The head of a connection for 198.51.100.7, PROXY protocol version 2. */
    private static final String V2 =
            "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\u00c63d\u0007\n\0\0\1\u0011\\\0P";

    private static Serval teller(String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(TELLER));
        all.addAll(List.of(more));
        return Serval.teller(all.toArray(String[]::new));
    }

    private static String get(String... fields) {
        return "GET /vars HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join("", Stream.of(fields).map(f -> f + "\r\n").toList())
                + "\r\n";
    }

    private static String ask(Serval serval, String head, String... fields) {
        return Load.exchange(serval.port("http"), head + get(fields));
    }

    @Test
    void whatAStrangerSaysOfItsClientsIsLeftOut() throws Exception {
        try (Serval serval = teller()) {
            for (String kind : List.of("http", "http-socket")) {
                String answer =
                        Load.exchange(
                                serval.port(kind),
                                get("X-Forwarded-For: 6.6.6.6", "X-Request-Id: mine"));

                assertThat(answer)
                        .contains("\nREMOTE_ADDR=127.0.0.1\n")
                        .doesNotContain("FORWARDED")
                        .containsPattern("\nHTTP_X_REQUEST_ID=[0-9a-f]{32}\n")
                        .containsPattern("\nHTTP_TRACEPARENT=00-[0-9a-f-]{49}-01\n");
                assertThat(answer).containsPattern("(?i)\r\nx-request-id: [0-9a-f]{32}\r\n");
            }
        }
    }

    @Test
    void whatATrustedProxySaysIsBelieved() throws Exception {
        try (Serval serval = teller("--trusted-proxy", "127.0.0.0/8")) {
            for (String kind : List.of("http", "http-socket")) {
                String answer =
                        Load.exchange(
                                serval.port(kind),
                                get(
                                        "X-Forwarded-For: 6.6.6.6, 198.51.100.1",
                                        "X-Request-Id: from.proxy"));

                assertThat(answer)
                        .contains("\nREMOTE_ADDR=198.51.100.1\n")
                        .contains("\nHTTP_X_FORWARDED_FOR=198.51.100.1, 127.0.0.1\n")
                        .contains("\nHTTP_X_FORWARDED_PROTO=http\n")
                        .contains("\nHTTP_X_REQUEST_ID=from.proxy\n")
                        .containsPattern("(?i)\r\nx-request-id: from.proxy\r\n");
            }
        }
    }

    @Test
    void refusalsHaveAnIdToo() throws Exception {
        try (Serval serval = teller()) {
            for (String kind : List.of("http", "http-socket")) {
                assertThat(Load.exchange(serval.port(kind), get("X_Y: 1")))
                        .startsWith("HTTP/1.1 400 ")
                        .containsPattern("(?i)\r\nx-request-id: [0-9a-f]{32}\r\n");
            }
        }
    }

    @Test
    void aPeerThatMaySpeakTheProxyProtocolMust() throws Exception {
        try (Serval serval = teller("--trusted-proxy", "127.0.0.1", "--http-proxy-protocol")) {
            assertThat(ask(serval, "PROXY TCP4 198.51.100.7 10.0.0.1 4444 80\r\n"))
                    .contains("\nREMOTE_ADDR=198.51.100.7\n");
            assertThat(ask(serval, V2)).contains("\nREMOTE_ADDR=198.51.100.7\n");
            assertThat(ask(serval, "PROXY UNKNOWN\r\n")).contains("\nREMOTE_ADDR=127.0.0.1\n");
            assertThat(ask(serval, "")).isEmpty();
            serval.process()
                    .awaitLine("^refused a connection of 127\\.0\\.0\\.1: it does not begin with");
        }
    }

    @Test
    void aPeerThatMayNotIsRefused() throws Exception {
        try (Serval serval = teller("--trusted-proxy", "192.0.2.1", "--http-proxy-protocol")) {
            assertThat(ask(serval, "PROXY TCP4 198.51.100.7 10.0.0.1 4444 80\r\n"))
                    .startsWith("HTTP/1.1 403 ");
            serval.process().awaitLine("^refused 127\\.0\\.0\\.1: no --trusted-proxy");
        }
    }

    @Test
    void onlyAllowedHostsAreServed() throws Exception {
        try (Serval serval = teller("--allowed-host", "*.example.org")) {
            for (String kind : List.of("http", "http-socket")) {
                assertThat(Load.exchange(serval.port(kind), get())).startsWith("HTTP/1.1 421 ");
                assertThat(
                                Load.exchange(
                                        serval.port(kind),
                                        get().replace("localhost", "a.example.org:80")))
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void aConnectionTooManyIsAnsweredAndRoomIsMadeByLeaving() throws Exception {
        try (Serval serval = teller("--http-max-connections", "2")) {
            for (String kind : List.of("http", "http-socket")) {
                int port = serval.port(kind);
                try (Socket _ = connected(port);
                        Socket _ = connected(port)) {
                    assertThat(Load.exchange(port, get())).startsWith("HTTP/1.1 503 ");
                }
                Awaitility.await()
                        .atMost(Started.PATIENCE)
                        .until(() -> Load.exchange(port, get()).startsWith("HTTP/1.1 200 "));
            }
        }
    }

    @Test
    void oneAddressMayTakeOnlyItsShare() throws Exception {
        try (Serval serval = teller("--http-max-connections-per-address", "2")) {
            for (String kind : List.of("http", "http-socket")) {
                int port = serval.port(kind);
                try (Socket _ = connected(port);
                        Socket _ = connected(port)) {
                    assertThat(Load.exchange(port, get())).startsWith("HTTP/1.1 503 ");
                }
                Awaitility.await()
                        .atMost(Started.PATIENCE)
                        .until(() -> Load.exchange(port, get()).startsWith("HTTP/1.1 200 "));
            }
        }
    }

    @Test
    void aConnectionEndsAfterItsShareOfRequests() throws Exception {
        try (Serval serval = teller("--http-keepalive-requests", "2")) {
            String kept = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
            for (String kind : List.of("http", "http-socket")) {
                String answers = Load.exchange(serval.port(kind), kept + kept + kept);

                assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
            }
        }
    }

    @Test
    void withoutKeepAliveEachConnectionHasOneRequest() throws Exception {
        try (Serval serval = teller("--http-keepalive", "0")) {
            String kept = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
            for (String kind : List.of("http", "http-socket")) {
                String answers = Load.exchange(serval.port(kind), kept + kept);

                assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(2);
                assertThat(answers).containsIgnoringCase("\r\nconnection: close\r\n");
            }
        }
    }

    /** A connection that the server has taken in, as an answer shows. */
    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        if (socket.getInputStream().read() < 0) {
            throw new IOException("not taken in");
        }
        return socket;
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit just below it, at it and above it, through a router and straight to a worker. */
class RequestLimitsTest {

    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
    private static final int OTHER_FIELDS = HOST.length() - 2 * "\r\n".length() + "X: ".length();
    private static Serval serval;

    @BeforeAll
    static void start() throws IOException {
        serval =
                Serval.serving(
                        "--http-socket",
                        "127.0.0.1:0",
                        "--http-max-request-line",
                        "100",
                        "--http-max-headers-size",
                        "500",
                        "--http-max-headers",
                        "10",
                        "--limit-post",
                        "10",
                        "--module",
                        "echo.Echo");
    }

    @AfterAll
    static void stop() {
        serval.close();
    }

    @ParameterizedTest
    @CsvSource({"99,200", "100,200", "101,414"})
    void theRequestLine(int bytes, int status) {
        String frame = "GET / HTTP/1.1";
        String line = "GET /" + "a".repeat(bytes - frame.length()) + " HTTP/1.1";

        answered(status, line + "\r\n" + HOST + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"499,200", "500,200", "501,431"})
    void allFieldsTogether(int bytes, int status) {
        String field = "X: " + "v".repeat(bytes - OTHER_FIELDS) + "\r\n";

        answered(status, "GET / HTTP/1.1\r\n" + HOST + field + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"9,200", "10,200", "11,431"})
    void theNumberOfFields(int fields, int status) {
        answered(status, "GET / HTTP/1.1\r\n" + HOST + "X: v\r\n".repeat(fields - 2) + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"9,200", "10,200", "11,413"})
    void theBody(int bytes, int status) {
        String body = "b".repeat(bytes);
        String post = "POST / HTTP/1.1\r\n" + HOST;

        answered(status, "%sContent-Length: %d\r\n\r\n%s".formatted(post, bytes, body));
        answered(
                status,
                "%sTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                        .formatted(post, bytes, body));
    }

    private static void answered(int status, String request) {
        for (String kind : List.of("http", "http-socket")) {
            assertThat(Load.exchange(serval.port(kind), request))
                    .as(kind)
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }
}

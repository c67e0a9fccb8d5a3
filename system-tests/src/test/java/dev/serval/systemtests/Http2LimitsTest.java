package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit just below it, at it and above it, for clients of HTTP/2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2LimitsTest {

    private static final String LINE = "GET / HTTP/2.0";

    /** Four pseudo-fields, each of which counts 32 bytes more (RFC 9113 section 10.5.1). */
    private static final int OTHER_FIELDS =
            (":methodGET" + ":path/" + ":schemehttp" + ":authoritylocalhost" + "x").length()
                    + 5 * 32;

    @AutoClose
    private final Serval serval =
            Serval.serving(
                    "--http-max-request-line",
                    "100",
                    "--http-max-headers-size",
                    "500",
                    "--http-max-headers",
                    "6",
                    "--limit-post",
                    "10",
                    "--module",
                    "echo.Echo");

    Http2LimitsTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({"99,200", "100,200", "101,414"})
    void theRequestLine(int bytes, String status) throws IOException {
        assertThat(status("/" + "a".repeat(bytes - LINE.length()))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"499,200", "500,200", "501,431"})
    void allFieldsTogether(int bytes, String status) throws IOException {
        assertThat(status("/", "-H", "x: " + "v".repeat(bytes - OTHER_FIELDS))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"5,200", "6,200", "7,431"})
    void theNumberOfFields(int fields, String status) throws IOException {
        List<String> options = new ArrayList<>();
        IntStream.range(1, fields)
                .forEach(i -> options.addAll(List.of("-H", "x%d: v".formatted(i))));
        assertThat(status("/", options.toArray(String[]::new))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"9,200", "10,200", "11,413"})
    void theBody(int bytes, String status) throws IOException {
        String body = "b".repeat(bytes);

        assertThat(status("/", "-d", body, "-H", "Content-Type:")).isEqualTo(status);
        assertThat(status("/", "-d", body, "-H", "Content-Type:", "-H", "Content-Length:"))
                .isEqualTo(status);
    }

    private String status(String path, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        all.addAll(List.of("-H", "Host: localhost", "-H", "User-Agent:", "-H", "Accept:"));
        all.add(serval.uri(path).toString());
        return curl(all.toArray(String[]::new));
    }

    private static String curl(String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("curl", "-s", "-m", "60", "--http2-prior-knowledge"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}

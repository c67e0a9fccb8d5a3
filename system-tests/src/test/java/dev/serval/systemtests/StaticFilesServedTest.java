package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StaticFilesServedTest {

    private static final int BIG = 3_000_000;

    @TempDir private Path folder;

    private static String request(String method, String path, String more) {
        return "%s %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(method, path, more);
    }

    @Test
    void filesAndTheApplicationTakeTurnsOnOneConnection() throws Exception {
        byte[] big = new byte[BIG];
        Arrays.fill(big, (byte) 'b');
        Files.write(folder.resolve("big.bin"), big);
        Files.writeString(folder.resolve("a.txt"), "alpha");
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--static-map", "/s=" + folder)) {
            String answers =
                    Load.exchange(
                            serval.port("http"),
                            request("GET", "/s/a.txt", "")
                                    + request("HEAD", "/s/a.txt", "")
                                    + request("GET", "/s/big.bin", "")
                                    + request("GET", "/app", "")
                                    + request("GET", "/s/a.txt", "Range: bytes=1-2, 4-\r\n")
                                    + request("POST", "/s/a.txt", "Content-Length: 3\r\n")
                                    + "abc"
                                    + request("GET", "/s/a.txt", "Connection: close\r\n"));

            assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(8);
            assertThat(answers).contains("b".repeat(BIG) + "HTTP/1.1 200 ");
            assertThat(answers).contains("\"path\": \"/app\"");
            assertThat(answers).contains("HTTP/1.1 206 ").contains("\r\n\r\nlp\r\n--");
            assertThat(answers).contains("HTTP/1.1 405 ").contains("allow: GET, HEAD");
            assertThat(answers).endsWith("\r\n\r\nalpha");
        }
    }

    @Test
    void theApplicationAnswersWhereNoFileIs() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "alpha");
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--check-static", folder.toString())) {
            assertThat(serval.get("/a.txt").body()).isEqualTo("alpha");
            assertThat(serval.get("/b.txt").body()).contains("\"path\": \"/b.txt\"");
            assertThat(
                            Load.exchange(
                                    serval.port("http"),
                                    request(
                                                    "GET",
                                                    "/b",
                                                    "Content-Length: 3\r\nConnection: close\r\n")
                                            + "abc"))
                    .contains("\"body_len\": 3");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void filesGoOutOverTls(HttpClient.Version version) throws Exception {
        byte[] big = new byte[BIG];
        Arrays.fill(big, (byte) 'b');
        Files.write(folder.resolve("big.bin"), big);
        Path certificates = Serval.emptyFolder();
        new OpenSsl(certificates).selfSigned("one", "localhost");
        try (Serval serval =
                        Serval.run(
                                        certificates,
                                        Map.of(),
                                        "--https",
                                        "127.0.0.1:0,one.pem,one.key",
                                        "--module",
                                        "echo.Echo",
                                        "--static-map",
                                        "/s=" + folder)
                                .awaitServing();
                HttpClient client = OpenSsl.trusting(version)) {
            URI uri = URI.create("https://localhost:" + serval.port("https") + "/s/big.bin");
            HttpResponse<byte[]> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo(big);
        }
    }
}

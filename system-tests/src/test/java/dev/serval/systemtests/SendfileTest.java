package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that the application names and the router sends. */
class SendfileTest {

    private static final int BIG = 3_000_000;

    @TempDir private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        byte[] big = new byte[BIG];
        Arrays.fill(big, (byte) 'b');
        Files.createDirectories(folder.resolve("root"));
        Files.write(folder.resolve("root/big.bin"), big);
        Files.writeString(folder.resolve("root/a b.txt"), "0123456789");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("root/out"), folder.resolve("secret.txt"));
    }

    private Serval filer(String... options) throws IOException {
        List<String> all = new ArrayList<>(Serval.testApp("Filer"));
        all.addAll(List.of("--http", "127.0.0.1:0"));
        all.addAll(List.of(options));
        return Serval.run(Serval.emptyFolder(), Map.of(), all.toArray(String[]::new))
                .awaitServing();
    }

    private Serval rooted() throws IOException {
        return filer(
                "--sendfile-root",
                folder.resolve("root").toString(),
                "--accel-map",
                "/internal=" + folder.resolve("root"));
    }

    private static String asked(Serval serval, String target, String fields) {
        return asked(serval, "GET", target, fields);
    }

    private static String asked(Serval serval, String method, String target, String fields) {
        return Load.exchange(
                serval.port("http"),
                "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                        .formatted(method, target, fields));
    }

    private String sendfile(String name) {
        return "/sendfile?name=" + URLEncoder.encode(folder.resolve(name).toString(), UTF_8);
    }

    @Test
    void whatTheApplicationNamesIsSentInstead() throws Exception {
        try (Serval serval = rooted()) {
            assertThat(asked(serval, sendfile("root/a b.txt"), ""))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("cache-control: private\r\n")
                    .containsIgnoringCase("content-type: text/plain; charset=utf-8\r\n")
                    .containsIgnoringCase("content-length: 10\r\n")
                    .doesNotContainIgnoringCase("x-sendfile")
                    .doesNotContain("not for clients")
                    .endsWith("\r\n\r\n0123456789");
            assertThat(asked(serval, "/accel?name=/internal/a%2520b.txt", "Range: bytes=2-4\r\n"))
                    .startsWith("HTTP/1.1 206 ")
                    .containsIgnoringCase("content-range: bytes 2-4/10\r\n")
                    .doesNotContainIgnoringCase("x-accel-redirect")
                    .endsWith("\r\n\r\n234");
            assertThat(
                            asked(
                                    serval,
                                    "/accel?name=/internal/a%2520b.txt",
                                    "If-None-Match: \"v1\"\r\n"))
                    .startsWith("HTTP/1.1 304 ")
                    .containsIgnoringCase("cache-control: private\r\n");
            assertThat(asked(serval, "HEAD", sendfile("root/big.bin"), ""))
                    .containsIgnoringCase("content-length: " + BIG)
                    .endsWith("\r\n\r\n");
            assertThat(asked(serval, sendfile("root/a b.txt") + "&status=404", ""))
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("0123456789");
        }
    }

    @Test
    void whatLiesOutsideIsNotSent() throws Exception {
        try (Serval serval = rooted()) {
            for (String name :
                    List.of("secret.txt", "root/../secret.txt", "root/out", "root/none", "root")) {
                assertThat(asked(serval, sendfile(name), ""))
                        .as(name)
                        .startsWith("HTTP/1.1 404 ")
                        .doesNotContain("not for clients");
            }
            assertThat(asked(serval, "/accel?name=/internal/..%252fsecret.txt", ""))
                    .startsWith("HTTP/1.1 404 ");
            assertThat(asked(serval, "/claim?name=" + folder.resolve("secret.txt"), ""))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("not for clients\n");
            assertThat(
                            asked(
                                    serval,
                                    "/claim",
                                    "X-Sendfile: " + folder.resolve("root/a b.txt") + "\r\n"))
                    .endsWith("not for clients\n");
            serval.process().awaitLine("request [0-9a-f]+: X-Sendfile names no file");
        }
    }

    @Test
    void withoutAFolderForThemTheAnswerIsAnError() throws Exception {
        try (Serval serval = filer()) {
            assertThat(asked(serval, sendfile("root/a b.txt"), "")).startsWith("HTTP/1.1 500 ");
            serval.process().awaitLine("add --sendfile-root DIR");
            assertThat(asked(serval, "/accel?name=/internal/x", "")).startsWith("HTTP/1.1 500 ");
            serval.process().awaitLine("add --accel-map /PREFIX=DIR");
        }
    }

    @Test
    void aTrustedProxyGetsTheNameWhereWeHaveNoFolder() throws Exception {
        try (Serval serval = filer("--trusted-proxy", "127.0.0.1")) {
            assertThat(asked(serval, "/accel?name=/internal/x", ""))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("x-accel-redirect: /internal/x\r\n");
        }
    }

    @Test
    void aFileOfTheApplicationsNeedsNoFolder() throws Exception {
        try (Serval serval = filer()) {
            String target = "/file?name=" + folder.resolve("root/big.bin");
            assertThat(asked(serval, target, ""))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: text/x-filed\r\n")
                    .doesNotContainIgnoringCase("serval-file")
                    .endsWith("\r\n\r\n" + "b".repeat(BIG));
            assertThat(asked(serval, target, "Range: bytes=5-9\r\n"))
                    .startsWith("HTTP/1.1 206 ")
                    .endsWith("\r\n\r\nbbbbb");
            assertThat(asked(serval, "HEAD", target, ""))
                    .containsIgnoringCase("content-length: " + BIG);
            assertThat(asked(serval, "/file?name=" + folder.resolve("none"), ""))
                    .startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void aWorkerThatServesClientsSendsItsFilesItself() throws Exception {
        try (Serval serval = filer("--http-socket", "127.0.0.1:0")) {
            int port = serval.port("http-socket");
            String target = "/file?name=" + folder.resolve("root/big.bin");

            assertThat(
                            Load.exchange(
                                    port,
                                    "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                            .formatted(target)))
                    .doesNotContainIgnoringCase("serval-file")
                    .endsWith("b".repeat(BIG));
        }
    }

    @Test
    void anotherServersWorkersMayNameFilesOfOurFoldersOnly() throws Exception {
        List<String> backend = new ArrayList<>(Serval.testApp("Filer"));
        backend.addAll(List.of("--socket", "127.0.0.1:0"));
        try (Serval behind =
                        Serval.run(Serval.emptyFolder(), Map.of(), backend.toArray(String[]::new))
                                .awaitServing();
                Serval serval =
                        Serval.run(
                                        Serval.emptyFolder(),
                                        Map.of(),
                                        "--http",
                                        "127.0.0.1:0",
                                        "--http-to",
                                        "127.0.0.1:" + behind.port("uwsgi"),
                                        "--sendfile-root",
                                        folder.resolve("root").toString())
                                .awaitServing()) {
            assertThat(asked(serval, sendfile("root/a b.txt"), "")).endsWith("0123456789");
            assertThat(asked(serval, sendfile("secret.txt"), "")).startsWith("HTTP/1.1 404 ");
            assertThat(asked(serval, "/file?name=" + folder.resolve("root/big.bin"), ""))
                    .endsWith("\r\n\r\n" + "b".repeat(BIG));
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void namedFilesGoOutOverTls(HttpClient.Version version) throws Exception {
        Path certificates = Serval.emptyFolder();
        new OpenSsl(certificates).selfSigned("one", "localhost");
        List<String> options = new ArrayList<>(Serval.testApp("Filer"));
        options.addAll(List.of("--https", "127.0.0.1:0,one.pem,one.key"));
        try (Serval serval =
                        Serval.run(certificates, Map.of(), options.toArray(String[]::new))
                                .awaitServing();
                HttpClient client = OpenSsl.trusting(version)) {
            String target = "/file?name=" + folder.resolve("root/big.bin");
            URI uri = URI.create("https://localhost:" + serval.port("https") + target);
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo("b".repeat(BIG));
        }
    }
}

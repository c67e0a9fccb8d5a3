package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two gigabytes on their way through: router and worker hold no more than a piece of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryTest {

    private static final long BYTES = 2L << 30;
    private static final long MOST_KIB = 200 << 10;
    private static final int STEPS = 4;
    private static final int STEP_BYTES = 16 << 20;

    private final Path folder = Serval.emptyFolder();
    @AutoClose private final Serval serval;

    MemoryTest() throws IOException, InterruptedException {
        new OpenSsl(folder).selfSigned("one", "localhost");
        serval =
                Serval.run(
                                folder,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--https",
                                "127.0.0.1:0,one.pem,one.key",
                                "--answer-buffering",
                                "64m",
                                "--module",
                                "echo.Echo")
                        .awaitServing();
    }

    /** HTTP/1.1 in clear, or HTTP/2 over TLS. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void anUploadIsNotKeptInMemory(HttpClient.Version version) throws Exception {
        Path hole = folder.resolve("hole");
        try (RandomAccessFile file = new RandomAccessFile(hole.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        try (HttpClient client = OpenSsl.trusting(version)) {
            client.send(HttpRequest.newBuilder(uri(version, "/")).build(), BodyHandlers.ofString());
            List<Long> before = peaks();

            HttpRequest upload =
                    HttpRequest.newBuilder(uri(version, "/"))
                            .PUT(BodyPublishers.ofFile(hole))
                            .build();
            assertThat(client.send(upload, BodyHandlers.ofString()).body())
                    .contains("\"body_len\": " + BYTES);
            assertHeldSince(before);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aDownloadToASlowReaderIsNotKeptInMemory(HttpClient.Version version) throws Exception {
        try (HttpClient client = OpenSsl.trusting(version)) {
            client.send(HttpRequest.newBuilder(uri(version, "/")).build(), BodyHandlers.ofString());
            List<Long> before = peaks();

            HttpRequest download =
                    HttpRequest.newBuilder(uri(version, "/bytes?n=" + BYTES)).build();
            try (InputStream in = client.send(download, BodyHandlers.ofInputStream()).body()) {
                for (int i = 0; i < STEPS; i++) {
                    in.skipNBytes(STEP_BYTES);
                    awaitFileAtRest();
                }
                assertThat(in.transferTo(OutputStream.nullOutputStream()))
                        .isEqualTo(BYTES - (long) STEPS * STEP_BYTES);
            }
            assertHeldSince(before);
        }
    }

    private URI uri(HttpClient.Version version, String path) {
        return version == HttpClient.Version.HTTP_2
                ? URI.create("https://localhost:" + serval.port("https") + path)
                : serval.uri(path);
    }

    private void assertHeldSince(List<Long> before) throws IOException {
        List<Long> after = peaks();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i) - before.get(i)).isLessThan(MOST_KIB);
        }
    }

    /** The most memory that router and worker have had so far, in KiB. */
    private List<Long> peaks() throws IOException {
        return List.of(peak(serval.pid("router 1", 1)), peak(serval.pid("worker 1", 1)));
    }

    private static long peak(long pid) throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return status.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The router has taken as much of the answer as it may, and the worker waits. */
    private void awaitFileAtRest() {
        AtomicLong last = new AtomicLong();
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    long now = answerFileBytes();
                    return now > 0 && last.getAndSet(now) == now;
                });
    }

    private long answerFileBytes() throws IOException {
        Path descriptors = Path.of("/proc/" + serval.pid("router 1", 1) + "/fd");
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path each : all.toList()) {
                if (Files.readSymbolicLink(each).toString().contains("/serval-answer-")) {
                    return Files.size(each);
                }
            }
        }
        return 0;
    }
}

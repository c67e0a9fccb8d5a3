package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DecompressionTest {

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + (i * 31L + i / 97) % 26);
        }
        return text;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static HttpResponse<String> post(
            HttpClient client, Serval serval, String coding, BodyPublisher body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(serval.uri("/"))
                        .header("Content-Encoding", coding)
                        .timeout(Started.PATIENCE)
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void theApplicationSeesWhatWasCompressed() throws Exception {
        byte[] plain = text(500_000);
        CRC32 sum = new CRC32();
        sum.update(plain);
        try (Serval serval =
                        Serval.teller(
                                "--http",
                                "127.0.0.1:0",
                                "--decompress-requests",
                                "--limit-post",
                                "1000000");
                HttpClient client = HttpClient.newHttpClient()) {
            for (BodyPublisher body :
                    List.of(
                            BodyPublishers.ofByteArray(gzip(plain)),
                            BodyPublishers.fromPublisher(
                                    BodyPublishers.ofByteArray(gzip(plain))))) {
                assertThat(post(client, serval, "gzip", body).body())
                        .contains("body: 500000 bytes, crc32 %08x".formatted(sum.getValue()))
                        .doesNotContain("content-encoding");
            }
            HttpResponse<String> unknown =
                    post(client, serval, "br", BodyPublishers.ofString("abc"));
            assertThat(unknown.statusCode()).isEqualTo(415);
            assertThat(unknown.headers().firstValue("Accept-Encoding")).hasValue("gzip");
            byte[] large = gzip(new byte[1_100_000]);
            assertThat(post(client, serval, "gzip", BodyPublishers.ofByteArray(large)).statusCode())
                    .isEqualTo(413);
            assertThat(post(client, serval, "gzip", BodyPublishers.ofString("abc")).statusCode())
                    .isEqualTo(400);
            assertThat(post(client, serval, "identity", BodyPublishers.ofString("abc")).body())
                    .contains("body: 3 bytes");
        }
    }

    @Test
    void bodiesArePassedOnAsTheyAreUnlessAsked() throws Exception {
        byte[] zipped = gzip(text(1000));
        try (Serval serval = Serval.teller("--http", "127.0.0.1:0");
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(post(client, serval, "gzip", BodyPublishers.ofByteArray(zipped)).body())
                    .contains("body: %d bytes".formatted(zipped.length))
                    .contains("content-encoding=gzip");
        }
    }
}

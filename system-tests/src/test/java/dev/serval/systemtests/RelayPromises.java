package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a client may expect, whoever stands between it and the application: ours or another's
 * gateway before ours or another's worker. The application is {@code apps.Teller} or {@code
 * django/page.py}, which say the same.
 */
interface RelayPromises {

    /** Where the client finds the application. */
    URI uri(String path);

    @Test
    default void aGetIsAnswered() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/a%20b?x=1")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines())
                .contains("method: GET", "path: /a b", "query: x=1")
                .contains("body: 0 bytes, crc32 00000000");
    }

    @Test
    default void aBodyOfTenMegabytesArrivesWhole() throws Exception {
        LargeBody body = new LargeBody();

        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(uri("/"))
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(body.bytes())));

        assertThat(answer.body().lines())
                .contains("method: POST", body.told())
                .filteredOn(line -> line.startsWith("field: content-"))
                .containsExactlyInAnyOrder(
                        "field: content-length=10485760",
                        "field: content-type=application/octet-stream");
    }

    @Test
    default void aHeadHasNoBodyAndDoesNotSpoilTheConnection() throws Exception {
        try (HttpClient client = client()) {
            HttpResponse<String> head =
                    client.send(
                            HttpRequest.newBuilder(uri("/")).HEAD().build(),
                            BodyHandlers.ofString());
            HttpResponse<String> next =
                    client.send(HttpRequest.newBuilder(uri("/")).build(), BodyHandlers.ofString());

            assertThat(List.of(head.statusCode(), head.body())).isEqualTo(List.of(200, ""));
            assertThat(next.body()).startsWith("method: GET\n");
        }
    }

    @Test
    default void whatTheApplicationDoesNotHaveIsNotFound() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/missing"))).statusCode()).isEqualTo(404);
    }

    @Test
    default void twentyKilobytesOfFieldsArrive() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/"));
        for (char name = 'a'; name < 'e'; name++) {
            request.header("X-Large-" + name, Character.toString(name).repeat(5000));
        }

        assertThat(send(request).body().lines())
                .contains("field: x-large-a=" + "a".repeat(5000))
                .contains("field: x-large-d=" + "d".repeat(5000));
    }

    @Test
    default void bothValuesOfARepeatedFieldArriveInOrder() throws Exception {
        String body =
                send(HttpRequest.newBuilder(uri("/"))
                                .header("X-Twice", "one")
                                .header("X-Twice", "two"))
                        .body();

        List<String> values =
                body.lines()
                        .filter(line -> line.startsWith("field: x-twice="))
                        .map(line -> line.substring("field: x-twice=".length()))
                        .toList();
        assertThat(String.join(", ", values)).isEqualTo("one, two");
    }

    @Test
    default void anAnswerIsPassedOnWhileItIsMade() throws Exception {
        try (HttpClient client = client();
                BufferedReader parts = parts(client)) {
            assertThat(parts.readLine()).isEqualTo("first");

            assertThat(send(HttpRequest.newBuilder(uri("/release"))).statusCode()).isEqualTo(200);

            assertThat(parts.lines()).containsExactly("second");
        }
    }

    private BufferedReader parts(HttpClient client) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/parts")).build();
        return new BufferedReader(
                new InputStreamReader(
                        client.send(request, BodyHandlers.ofInputStream()).body(), UTF_8));
    }

    /** One request on a connection of its own. */
    static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = client()) {
            return client.send(request.timeout(Started.PATIENCE).build(), BodyHandlers.ofString());
        }
    }

    /** A body whose length is not announced. */
    static HttpResponse<String> sendChunked(URI uri, byte[] body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri)
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(body))));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}

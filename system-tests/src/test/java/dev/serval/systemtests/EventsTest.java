package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventsTest {

    @Test
    void eventsComeAtOnceAndEndCleanlyWhenTheServerDoes() throws Exception {
        try (Serval serval = Serval.serving(Serval.testApp("Talker").toArray(String[]::new));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer =
                    client.send(
                            HttpRequest.newBuilder(serval.uri("/ticks")).build(),
                            BodyHandlers.ofLines());
            assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
            Iterator<String> lines = answer.body().iterator();
            assertThat(List.of(lines.next(), lines.next(), lines.next(), lines.next()))
                    .containsExactly("id: 7", "event: tick", "data: a", "data: b");
            serval.process().signal("TERM");

            String last = "";
            while (lines.hasNext()) {
                String line = lines.next();
                last = line.isEmpty() ? last : line;
            }
            assertThat(last).isEqualTo("data: last");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.systemtests.SpanCollector.Told;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Spans of what goes wrong, and spans that nobody takes. */
class TracingFailuresTest {

    @AutoClose private final SpanCollector collector = new SpanCollector();

    TracingFailuresTest() throws IOException {}

    private static Serval serving(String app, String endpoint, String... more) throws IOException {
        List<String> options = new ArrayList<>(Serval.testApp(app));
        options.addAll(List.of("--http", "127.0.0.1:0", "--otlp", endpoint));
        options.addAll(List.of(more));
        return Serval.run(Serval.emptyFolder(), Map.of(), options.toArray(String[]::new))
                .awaitServing();
    }

    @Test
    void anExceptionIsAnErrorOfBothSpansAndNamedByItsClass() throws Exception {
        try (Serval serval = serving("Throwing", collector.endpoint())) {
            String trace = trace(serval.get("/"));

            Told router = collector.await("router", trace);
            Told worker = collector.await("worker", trace);
            assertThat(router.error()).isTrue();
            assertThat(router.facts())
                    .containsEntry("http.response.status_code", "500")
                    .containsEntry("error.type", "500");
            assertThat(worker.error()).isTrue();
            assertThat(worker.facts())
                    .containsEntry("http.response.status_code", "500")
                    .containsEntry("error.type", "java.lang.IllegalStateException");
            assertThat(collector.spans().toString()).doesNotContain("shelf");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() throws Exception {
        try (Serval serval = serving("Throwing", collector.endpoint());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), serval.port("http"))) {
            client.getOutputStream()
                    .write(
                            """
                            GET /late HTTP/1.1\r
                            Host: h\r
                            traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r
                            \r
                            """
                                    .getBytes(US_ASCII));
            assertThat(client.getInputStream().read()).isEqualTo('H');
            serval.get("/release");

            Told router = collector.await("router", "0af7651916cd43dd8448eb211c80319c");
            Told worker = collector.await("worker", "0af7651916cd43dd8448eb211c80319c");
            assertThat(router.facts()).containsEntry("error.type", "broken");
            assertThat(router.error()).isTrue();
            assertThat(worker.facts())
                    .containsEntry("error.type", "java.lang.IllegalStateException");
            assertThat(worker.error()).isTrue();
        }
    }

    @Test
    void spansThatNobodyTakesAreLostWithOneLineEachForBeginAndEnd() throws Exception {
        collector.answer(503);
        try (Serval serval = serving("Teller", collector.endpoint(), "--http-processes", "1")) {
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            serval.process().awaitLine("^spans cannot be sent to .* \\(it refuses them\\)", 2);
            serval.get("/");
            collector.answer(200);
            while (serval.process().lines().stream().noneMatch(l -> l.contains(" again; "))) {
                assertThat(serval.get("/").statusCode()).isEqualTo(200);
            }
            serval.process().awaitLine("^spans are sent to .* again; [1-9]\\d* are lost so far", 2);

            String trace = trace(serval.get("/"));
            collector.await("router", trace);
            collector.await("worker", trace);
            assertThat(serval.process().lines())
                    .filteredOn(line -> line.startsWith("spans "))
                    .hasSize(4);
        }
    }

    @Test
    void aCollectorThatIsNotThereHindersNobody() throws Exception {
        try (ReservedPort nobody = new ReservedPort();
                Serval serval = serving("Teller", "http://127.0.0.1:" + nobody.number())) {
            serval.get("/");
            serval.process().awaitLine("^spans cannot be sent to .* \\(no connection\\)", 2);

            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    @Test
    void aCollectorThatNeverAnswersHindersNeitherRequestsNorTheEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Serval serval = serving("Teller", "http://127.0.0.1:" + silent.getLocalPort());
                Load load = Load.mixed(serval.port("http"), "/", 4)) {
            load.awaitAnswered(2_000);
            load.end();
            assertThat(load.failures()).isEmpty();
            serval.process().signal("TERM");

            assertThat(serval.process().awaitExit()).isZero();
            assertThat(serval.process().lines())
                    .contains("the last spans could not be sent in time");
        }
    }

    @Test
    void theLastSpansAreSentBeforeTheEnd() throws Exception {
        try (Serval serval = serving("Teller", collector.endpoint())) {
            String trace = trace(serval.get("/"));
            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();

            assertThat(collector.spans())
                    .filteredOn(span -> span.trace().equals(trace))
                    .extracting(Told::scope)
                    .containsExactlyInAnyOrder("dev.serval.router", "dev.serval.worker");
        }
    }

    @Test
    void aRatioOfZeroLeavesTracesThatBeginHereOut() throws Exception {
        try (Serval serval = serving("Teller", collector.endpoint(), "--otlp-sample", "0")) {
            HttpResponse<String> own = serval.get("/");
            String trace = "0af7651916cd43dd8448eb211c80319c";
            Serval.get(serval.uri("/"), "traceparent", "00-" + trace + "-b7ad6b7169203331-01");
            collector.await("router", trace);
            collector.await("worker", trace);

            assertThat(own.body())
                    .containsPattern("traceparent=00-" + trace(own) + "-\\w{16}-0[02]");
            assertThat(collector.spans()).allMatch(span -> span.trace().equals(trace));
        }
    }

    private static String trace(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }
}

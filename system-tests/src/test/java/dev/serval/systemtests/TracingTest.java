package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.systemtests.SpanCollector.Told;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Spans of one server, as its collector has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    @AutoClose private final SpanCollector collector = new SpanCollector();
    @AutoClose private final Serval serval = tracing();

    TracingTest() throws IOException {}

    private Serval tracing() throws IOException {
        List<String> options = new ArrayList<>(Serval.testApp("Teller"));
        options.addAll(List.of("--http", "127.0.0.1:0", "--http-socket", "127.0.0.1:0"));
        options.addAll(List.of("--socket", "127.0.0.1:0"));
        options.addAll(List.of("--otlp", collector.endpoint(), "--otlp-service", "shop"));
        return Serval.run(
                        Serval.emptyFolder(),
                        Map.of("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20key"),
                        options.toArray(String[]::new))
                .awaitServing();
    }

    @Test
    void routerAndWorkerHaveASpanEachInOneTraceWhichTheApplicationGoesOnWith() throws Exception {
        HttpResponse<String> answer = serval.get("/vars?secret=1");
        String trace = answer.headers().firstValue("x-request-id").orElseThrow();
        Told router = collector.await("router", trace);
        Told worker = collector.await("worker", trace);

        Map<String, String> facts = facts();
        Map<String, String> workers = new HashMap<>(facts);
        workers.put("serval.worker.core", "0");
        assertThat(router)
                .isEqualTo(
                        new Told(
                                "shop",
                                "dev.serval.router",
                                trace,
                                router.id(),
                                "",
                                "GET",
                                SpanKind.SPAN_KIND_SERVER,
                                false,
                                facts));
        assertThat(worker)
                .isEqualTo(
                        new Told(
                                "shop",
                                "dev.serval.worker",
                                trace,
                                worker.id(),
                                router.id(),
                                "worker GET",
                                SpanKind.SPAN_KIND_INTERNAL,
                                false,
                                workers));
        assertThat(answer.body()).contains("HTTP_TRACEPARENT=00-" + trace + "-" + worker.id());
    }

    private Map<String, String> facts() throws Exception {
        return Map.of(
                "http.request.method", "GET",
                "url.path", "/vars",
                "http.response.status_code", "200",
                "server.address", InetAddress.getLocalHost().getHostName(),
                "network.protocol.version", "1.1",
                "serval.worker.pid", Long.toString(serval.pid("worker 1", 1)));
    }

    @Test
    void aTraceThatComesInIsGoneOnWith() throws Exception {
        String trace = "1" + TRACE.substring(1);

        String body = ask(serval.uri("/"), trace, "01");

        Told router = collector.await("router", trace);
        Told worker = collector.await("worker", trace);
        assertThat(router.parent()).isEqualTo(CALLER);
        assertThat(worker.parent()).isEqualTo(router.id());
        assertThat(body).contains("field: traceparent=00-" + trace + "-" + worker.id() + "-01");
    }

    @Test
    void aTraceThatIsNotSampledHasNoSpansHere() throws Exception {
        String trace = "2" + TRACE.substring(1);

        String body = ask(serval.uri("/"), trace, "00");
        serval.get("/");
        String after = "3" + TRACE.substring(1);
        ask(serval.uri("/"), after, "01");
        collector.await("router", after);
        collector.await("worker", after);

        assertThat(body).containsPattern("field: traceparent=00-" + trace + "-\\w{16}-00");
        assertThat(collector.spans()).noneMatch(span -> span.trace().equals(trace));
    }

    @Test
    void aWorkerThatIsAskedWithoutTheRouterHasASpanOfAServer() throws Exception {
        URI direct = URI.create("http://127.0.0.1:" + serval.port("http-socket") + "/vars");
        String trace = "4" + TRACE.substring(1);

        ask(direct, trace, "01");
        String own = Serval.get(direct).body();
        String uwsgi = Packet.exchange(serval.port("uwsgi"), Packet.get("/vars"));

        Told joined = collector.await("worker", trace);
        assertThat(joined.parent()).isEqualTo(CALLER);
        assertThat(joined.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        for (String told : new String[] {own, uwsgi}) {
            String[] parts =
                    told.replaceAll("(?s).*HTTP_TRACEPARENT=(\\S+).*", "$1").split("-", -1);
            Told root = collector.await("worker", parts[1]);
            assertThat(root.id()).isEqualTo(parts[2]);
            assertThat(root.parent()).isEmpty();
        }
    }

    @Test
    void theApplicationSeesNothingOfTheLibrary() throws Exception {
        assertThat(serval.get("/sees?dev.serval.systemtests.apps.Teller").body())
                .isEqualTo("true\n");
        assertThat(serval.get("/sees?io.opentelemetry.api.OpenTelemetry").body())
                .isEqualTo("false\n");
        assertThat(serval.get("/sees?dev.serval.control.trace.Tracing").body())
                .isEqualTo("false\n");
    }

    @Test
    void theCollectorIsToldTheKeyOfTheEnvironment() throws Exception {
        String trace = "5" + TRACE.substring(1);

        ask(serval.uri("/"), trace, "01");
        collector.await("router", trace);

        assertThat(collector.authorizations()).containsExactly("Bearer key");
    }

    @Test
    void onlyWhoTracesHasTheLibrary() throws Exception {
        try (Serval plain = Serval.teller("--http", "127.0.0.1:0")) {
            for (String child : new String[] {"router 1", "worker 1"}) {
                assertThat(commandLine(plain.pid(child, 1))).doesNotContain("serval-otel");
                assertThat(commandLine(serval.pid(child, 1))).contains("serval-otel");
            }
        }
    }

    private static String commandLine(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    }

    private static String ask(URI uri, String trace, String flags) throws Exception {
        return Serval.get(uri, "traceparent", "00-%s-%s-%s".formatted(trace, CALLER, flags)).body();
    }
}

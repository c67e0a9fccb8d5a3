package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Pages of the stats server beside the statistics themselves. */
class MetricsTest {

    /** Prometheus's text format, version 0.0.4. */
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_:][a-z0-9_:]*(?:\\{[^}]*\\})?) ([-+0-9.eE]+|NaN|[-+]Inf)");

    @AutoClose
    private final Serval serval =
            Serval.serving(
                    "--module", "echo.Echo", "-p", "2", "--stats", "127.0.0.1:0", "--stats-http");

    MetricsTest() throws IOException {}

    @Test
    void everyRequestIsCountedWhoeverServedItAndWhoeverIsGone() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
        assertThat(Load.exchange(serval.port("http"), "GET / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .until(() -> of("serval_router_requests_total") == 21);
        assertThat(of("serval_router_responses_total{class=\"2xx\"}")).isEqualTo(20);
        assertThat(of("serval_router_responses_total{class=\"4xx\"}")).isEqualTo(1);
        assertThat(of("serval_router_request_duration_seconds_count")).isEqualTo(21);
        assertThat(ofWorkers()).isEqualTo(20);

        Started.signal(serval.pid("router 1", 1), "KILL");
        serval.awaitReady("router 1", serval.pid("router 1", 2));
        Started.signal(serval.pid("worker 1", 1), "KILL");
        serval.awaitReady("worker 1", serval.pid("worker 1", 2));

        Awaitility.await()
                .atMost(Started.PATIENCE)
                .until(() -> of("serval_worker_spawns_total{worker=\"1\"}") == 2);
        assertThat(of("serval_router_requests_total")).isEqualTo(21);
        assertThat(ofWorkers()).isEqualTo(20);
        assertThat(serval.get("/").statusCode()).isEqualTo(200);
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .until(() -> of("serval_router_requests_total") == 22);
    }

    @Test
    void whoAsksForOpenMetricsGetsThem() throws Exception {
        HttpResponse<String> page = page("/metrics", "application/openmetrics-text;version=1.0.0");

        assertThat(page.headers().firstValue("content-type").orElse(""))
                .startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(page.body()).endsWith("# EOF\n");
    }

    @Test
    void aProbeIsToldWhetherARequestWouldBeServed() throws Exception {
        assertThat(page("/-/live", "").statusCode()).isEqualTo(200);
        assertThat(page("/-/ready", "").statusCode()).isEqualTo(200);
        assertThat(page("/-/startup", "").statusCode()).isEqualTo(200);

        Started.signal(serval.pid("router 1", 1), "KILL");

        Awaitility.await()
                .atMost(Started.PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> page("/-/ready", "").statusCode() == 503);
        assertThat(page("/-/live", "").statusCode()).isEqualTo(200);
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .until(() -> page("/-/ready", "").statusCode() == 200);
    }

    @Test
    void whatIsNotThereAndWhatCannotBeChangedIsSaid() throws Exception {
        assertThat(page("/nothing", "").statusCode()).isEqualTo(404);
        String post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
        assertThat(Load.exchange(serval.port("stats"), post)).startsWith("HTTP/1.1 405 ");
        assertThat(Load.exchange(serval.port("stats"), "no HTTP at all\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        String head = "HEAD /metrics HTTP/1.1\r\nHost: h\r\n\r\n";
        assertThat(Load.exchange(serval.port("stats"), head))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
    }

    private double ofWorkers() throws Exception {
        return of("serval_worker_requests_total{worker=\"1\"}")
                + of("serval_worker_requests_total{worker=\"2\"}");
    }

    private double of(String name) throws Exception {
        Map<String, Double> samples = new TreeMap<>();
        for (String line : page("/metrics", "").body().split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("# ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                samples.put(sample.group(1), Double.valueOf(sample.group(2)));
            }
        }
        return samples.getOrDefault(name, Double.NaN);
    }

    private HttpResponse<String> page(String path, String accept) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + serval.port("stats") + path);
        return accept.isEmpty() ? Serval.get(uri) : Serval.get(uri, "Accept", accept);
    }
}

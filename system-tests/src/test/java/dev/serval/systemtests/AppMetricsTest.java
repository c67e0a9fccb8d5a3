package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an application counts itself. */
class AppMetricsTest {

    @AutoClose private final Serval serval = serving();

    AppMetricsTest() throws IOException {}

    private static Serval serving() throws IOException {
        List<String> options = new ArrayList<>(Serval.testApp("Shop"));
        options.addAll(List.of("-p", "2", "--stats", "127.0.0.1:0", "--stats-http"));
        return Serval.serving(options.toArray(String[]::new));
    }

    @Test
    void countsAreAddedUpOverWorkersAndOutliveThem() throws Exception {
        sell(20, "book");
        sell(2, "b\"o\\o\n");
        await("app_orders_total{kind=\"book\"} 20.0");
        await("app_orders_total{kind=\"b\\\"o\\\\o\\n\"} 2.0");
        await("app_pages_total 66.0");
        await("app_shelves 5.0");
        await("app_payment_seconds_count 22");
        assertThat(page("/metrics")).contains("app_payment_seconds_sum 0.44\n");

        Started.signal(serval.pid("worker 1", 1), "KILL");
        serval.awaitReady("worker 1", serval.pid("worker 1", 2));
        await("app_shelves 5.0");
        await("app_orders_total{kind=\"book\"} 20.0");

        sell(3, "book");
        Started.signal(serval.process().pid(), "HUP");
        serval.awaitReady("worker 2", serval.pid("worker 2", 2));
        await("app_orders_total{kind=\"book\"} 23.0");
        assertThat(page("/stats"))
                .contains(
                        "{\"name\":\"orders\",\"kind\":\"counter\",\"labels\":{\"kind\":\"book\"},\"value\":23}");
    }

    @Test
    void whatCannotBeCountedIsSaid() throws Exception {
        assertThat(serval.get("/bad").statusCode()).isEqualTo(500);
        serval.process().awaitLine("`a name` \\[\\] is no name for a metric");
    }

    private void sell(int times, String kind) throws Exception {
        String path = "/?kind=" + URLEncoder.encode(kind, UTF_8);
        for (int i = 0; i < times; i++) {
            assertThat(serval.get(path).statusCode()).isEqualTo(200);
        }
    }

    private void await(String line) {
        Awaitility.await(line)
                .atMost(Started.PATIENCE)
                .until(() -> page("/metrics").contains("\n" + line + "\n"));
    }

    private String page(String path) throws Exception {
        return Serval.get(URI.create("http://127.0.0.1:" + serval.port("stats") + path)).body();
    }
}

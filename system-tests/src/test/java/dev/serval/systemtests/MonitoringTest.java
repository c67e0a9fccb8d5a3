package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What docs/monitoring gives to other programs holds for a server that has work. */
class MonitoringTest {

    private static final Path FOLDER = Path.of("..", "docs", "monitoring");
    private static final Pattern METRIC = Pattern.compile("\\bserval_[a-z_]+");

    @AutoClose
    private final Serval serval =
            Serval.serving(
                    "--module", "echo.Echo", "-p", "2", "--stats", "127.0.0.1:0", "--stats-http");

    MonitoringTest() throws IOException {}

    @Test
    void theStatisticsAreWhatTheSchemaSays() throws Exception {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(text("stats.schema.json"), InputFormat.JSON);
        try (Load load = Load.on(serval.port("http"), "/sleep?ms=20", 4)) {
            load.awaitAnswered(20);
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> page("/stats").contains("request_start"));

            assertThat(schema.validate(page("/stats"), InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(page("/stats/histograms"), InputFormat.JSON)).isEmpty();
        }
        String strange = page("/stats").replaceFirst("\"pid\":", "\"pip\":");
        assertThat(schema.validate(strange, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void whatGrafanaShowsAndPrometheusWatchesIsThere() throws Exception {
        Set<String> there = metrics(page("/metrics"));

        assertThat(metrics(text("grafana.json"))).hasSizeGreaterThan(10).isSubsetOf(there);
        assertThat(metrics(text("serval.rules.yml"))).hasSizeGreaterThan(5).isSubsetOf(there);
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }

    private static String text(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    private String page(String path) throws Exception {
        return Serval.get(URI.create("http://127.0.0.1:" + serval.port("stats") + path)).body();
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The chart and the plain manifests: for Kubernetes' eyes, and for those of the server they start.
 */
class KubernetesTest {

    private static final Path WRITTEN = Path.of("target", "kubernetes", "serval.yaml");
    private static final Pattern METRIC = Pattern.compile("\\bserval_(?:worker|router)_[a-z_]+");

    private static String plain;

    @BeforeAll
    static void render() throws Exception {
        Chart.Outcome rendered = Chart.render(Chart.FOLDER);
        assertThat(rendered.code()).as(rendered.text()).isZero();
        plain = rendered.text();
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(WRITTEN, plain);
    }

    @Test
    void helmFindsNothingToComplainAbout() throws Exception {
        Chart.Outcome lint = Chart.lint();

        assertThat(lint.code()).as(lint.text()).isZero();
    }

    @Test
    void thePlainManifestsAreTheChartWithItsDefaults() throws Exception {
        assertThat(Files.readString(Chart.KUBERNETES.resolve("serval.yaml")))
                .as("what the chart makes; cp system-tests/%s kubernetes/serval.yaml", WRITTEN)
                .isEqualTo(plain);
    }

    @Test
    void everyObjectIsAsKubernetesDescribesIt() throws Exception {
        Chart.Outcome all =
                Chart.render(
                        Chart.unhooked(),
                        "autoscaling.enabled=true",
                        "imagePullSecrets[0].name=key",
                        "env[0].name=SERVAL_SHARED",
                        "env[0].valueFrom.secretKeyRef.name=redis",
                        "env[0].valueFrom.secretKeyRef.key=url",
                        "networkPolicy.clients[0].podSelector.matchLabels.app=front",
                        "nodeSelector.disk=fast",
                        "tolerations[0].operator=Exists",
                        "podLabels.team=shop",
                        "podAnnotations.note=one",
                        "service.annotations.note=two");
        assertThat(all.code()).as(all.text()).isZero();

        for (JsonObject each : Manifests.all(plain)) {
            assertThat(Manifests.fault(each)).as(Manifests.kind(each)).isEmpty();
        }
        for (JsonObject each : Manifests.all(all.text())) {
            assertThat(Manifests.fault(each)).as(Manifests.kind(each)).isEmpty();
        }
        assertThat(Manifests.all(all.text()).stream().map(Manifests::kind))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "NetworkPolicy",
                        "Pod",
                        "PodDisruptionBudget",
                        "Service");
        assertThat(faultWith("readinessProbe:", "readynessProbe:")).contains("readynessProbe");
        assertThat(faultWith("replicas: 2", "replicas: [2]")).contains("spec.replicas");
    }

    @Test
    void aValueThatMakesNoSenseIsRefused() throws Exception {
        Chart.Outcome refused = Chart.render(Chart.FOLDER, "drain.delay=soon", "replica=3");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text()).contains("delay").contains("replica");
    }

    @Test
    void aPodIsGivenTheTimeThatItsServerMayTake() {
        String conf = configuration();
        int grace = Manifests.at(pod(), "terminationGracePeriodSeconds").getAsInt();

        assertThat(grace)
                .isGreaterThan(
                        seconds(conf, "drain-delay") + 2 * seconds(conf, "worker-reload-mercy"));
    }

    @Test
    void theServerStartsFromTheConfigMapAnswersEachProbeAndHasTheMetricsThatScaleIt()
            throws Exception {
        Path folder = Serval.emptyFolder();
        Path mounted = folder.resolve("mounted.conf");
        Files.writeString(mounted, configuration().replace("0.0.0.0:8000", "127.0.0.1:0"));
        JsonElement container = container();
        String[] options =
                Manifests.at(container, "args").getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .map(word -> word.replace("/etc/serval/serval.conf", mounted.toString()))
                        .map(word -> word.replace("0.0.0.0:9191", "127.0.0.1:0"))
                        .toArray(String[]::new);
        // As an image may have it; and no start-up cache.
        Map<String, String> environment =
                Map.of(
                        "SERVAL_STATS",
                        "127.0.0.1:1",
                        "SERVAL_AOT_CACHE",
                        "false",
                        AotCache.HOME,
                        folder.toString());
        try (Serval serval = Serval.run(folder, environment, options).awaitServing()) {
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                String path = Manifests.at(container, probe, "httpGet", "path").getAsString();
                assertThat(stats(serval, path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            Set<String> asked =
                    metrics(Files.readString(Chart.KUBERNETES.resolve("prometheus-adapter.yaml")));
            assertThat(asked).hasSize(3).isSubsetOf(metrics(stats(serval, "/metrics").body()));
        }
    }

    @Test
    void whatKubernetesSaysOfAServiceCalledServalIsKeptAway() throws Exception {
        assertThat(Manifests.at(pod(), "enableServiceLinks").getAsBoolean()).isFalse();

        // Why: it would not start.
        Path folder = Serval.emptyFolder();
        Map<String, String> environment =
                Map.of("SERVAL_SERVICE_HOST", "10.96.0.7", AotCache.HOME, folder.toString());
        try (Serval serval = Serval.run(folder, environment, "--http", "127.0.0.1:0")) {
            assertThat(serval.process().awaitExit()).isEqualTo(3);
        }
    }

    private static HttpResponse<String> stats(Serval serval, String path) throws Exception {
        return Serval.get(URI.create("http://127.0.0.1:" + serval.port("stats") + path));
    }

    private static String faultWith(String right, String wrong) throws Exception {
        return Manifests.fault(Manifests.of(plain.replace(right, wrong), "Deployment"));
    }

    private static JsonElement container() {
        return Manifests.at(pod(), "containers", 0);
    }

    private static JsonElement pod() {
        return Manifests.at(Manifests.of(plain, "Deployment"), "spec", "template", "spec");
    }

    private static String configuration() {
        return Manifests.at(Manifests.of(plain, "ConfigMap"), "data", "serval.conf").getAsString();
    }

    private static int seconds(String conf, String key) {
        Matcher found = Pattern.compile("\\b" + key + " = (\\d+)s").matcher(conf);
        assertThat(found.find()).as(key).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }
}

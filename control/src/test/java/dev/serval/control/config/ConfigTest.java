package dev.serval.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.serval.control.board.Scoreboard;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

    private static final RouterConfig ROUTER =
            new RouterConfig(
                    2,
                    List.of("127.0.0.1:3031", "/run/app.sock"),
                    List.of("8000", "0"),
                    8192,
                    32768,
                    100,
                    1L << 40,
                    8,
                    65536,
                    1L << 30,
                    1L << 32,
                    1024,
                    new RouterConfig.Timeouts(
                            Duration.ofSeconds(10),
                            Duration.ZERO,
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(2),
                            Duration.ofMillis(1500),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(9)),
                    new TlsConfig(
                            List.of(
                                    new TlsConfig.Listener(
                                            "8443", "/c.pem", "/k.pem", "", "/ca.pem", true, false),
                                    new TlsConfig.Listener(
                                            "0", "/l/c", "/l/k", "", "", false, true)),
                            List.of(new TlsConfig.Named("*.example.org", "/c", "/k")),
                            true,
                            Duration.ofDays(365),
                            Duration.ofSeconds(10),
                            "/acme/challenges",
                            List.of("443")),
                    new RouterConfig.Admission(
                            List.of("10.0.0.0/8", "unix"),
                            true,
                            List.of("*.example.org"),
                            10000,
                            20,
                            1000),
                    new RouterConfig.Files(
                            List.of("/s=/srv/s"),
                            List.of("/t=/srv"),
                            List.of("/srv/c"),
                            List.of("index.html"),
                            List.of(". 60"),
                            true,
                            List.of("/srv/safe"),
                            List.of("/srv/private"),
                            List.of("/internal=/srv/private"),
                            true,
                            List.of(".php"),
                            List.of("foo application/x-foo")),
                    new RouterConfig.Routing(
                            "{\"routes\":[]}",
                            true,
                            List.of("/=30000ms"),
                            "at",
                            new RouterConfig.Subscriptions(true, "a.b", Duration.ofSeconds(9))),
                    new ContentConfig(
                            List.of("br", "gzip"),
                            List.of("text/*"),
                            1024,
                            true,
                            true,
                            List.of("502=/srv/502.html")),
                    new AccessConfig("json", "/a", true, true, true, Duration.ofMillis(5), true),
                    new TraceConfig("http://127.0.0.1:4318", "shop", 0.25),
                    true,
                    new Scoreboard.Shape(66, 9));

    private static final WorkerConfig WORKER =
            new WorkerConfig(
                    new AppConfig(
                            "com.example.Shop::app",
                            List.of("/srv/a b.jar", "/srv/lib/*"),
                            Map.of("serval.war", "/srv/a=b.war", "serval.mount", "")),
                    new Scoreboard.Shape(4, 8),
                    8,
                    65535,
                    1000,
                    1L << 40,
                    Duration.ofSeconds(10),
                    new WorkerConfig.Harakiri(
                            Duration.ofSeconds(9),
                            List.of("/a=300000ms"),
                            Duration.ofSeconds(5),
                            true),
                    new WorkerConfig.Wear(1L << 30, 1L << 28, true),
                    true,
                    true,
                    true,
                    new WorkerConfig.Sockets(
                            1000,
                            1 << 20,
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(3),
                            List.of("https://*.example.org")),
                    new SpoolConfig(
                            List.of(
                                    new SpoolConfig.Queue("mail", "/srv/a=b", ""),
                                    new SpoolConfig.Queue("pdf", "redis://h/0", "a=b")),
                            List.of("/srv/driver.jar"),
                            3,
                            "batch",
                            1 << 20,
                            7,
                            Duration.ofSeconds(2),
                            Duration.ofMinutes(3),
                            1000,
                            true),
                    new MuleConfig(List.of("com.example.Feed", "com.example.Feed")),
                    new SharedConfig(
                            List.of(
                                    new SharedConfig.NamedCache(
                                            "sessions", 0, 65_536, Duration.ofSeconds(1)),
                                    new SharedConfig.NamedCache("pages", 1000, 1, Duration.ZERO)),
                            10,
                            8192,
                            "redis://user:secret@10.0.0.1/0",
                            "shop"),
                    new TraceConfig("https://collector/otlp", "shop", 1),
                    new WorkerConfig.HttpLimits(
                            8192,
                            32768,
                            100,
                            Duration.ofSeconds(11),
                            Duration.ofSeconds(75),
                            10000,
                            20,
                            1000,
                            List.of(),
                            List.of("::1"),
                            List.of("example.org")),
                    new AccessConfig(
                            "common", "/b", false, true, false, Duration.ofMillis(7), false),
                    List.of("/srv/shop/src", "/srv/a=b"));

    @Test
    void theRoutersBlockComesBackFromItsFlatForm() {
        assertThat(RouterConfig.of(ROUTER.toSettings())).isEqualTo(ROUTER);
    }

    @Test
    void theWorkersBlockComesBackFromItsFlatForm() {
        assertThat(WorkerConfig.of(WORKER.toSettings())).isEqualTo(WORKER);
    }

    @Test
    void noKeyOfAFlatFormMayBeMissing() {
        for (String key : ROUTER.toSettings().keySet()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RouterConfig.of(without(ROUTER.toSettings(), key)))
                    .withMessage("the master sent no " + key);
        }
        for (String key : WORKER.toSettings().keySet()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WorkerConfig.of(without(WORKER.toSettings(), key)))
                    .withMessage("the master sent no " + key);
        }
    }

    private static Map<String, String> without(Map<String, String> flat, String key) {
        Map<String, String> rest = new HashMap<>(flat);
        rest.remove(key);
        return rest;
    }
}

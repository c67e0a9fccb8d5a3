package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docker/compose.yaml as it is: nginx and HAProxy in front of two nodes, and their Redis. */
@ExtendWith(WithEngine.class)
class ComposeTest {

    private static final int CLIENTS = 2;
    private static final int SOME = 100;
    private static final int COUNTED = 20;
    private static final String PROJECT = "serval-test-" + ProcessHandle.current().pid();

    private static Engine engine;
    private static int nginx;
    private static int haproxy;

    @BeforeAll
    static void start(Images images) throws Exception {
        engine = images.engine();
        compose("up", "-d");
        nginx = port("nginx", "8080");
        haproxy = port("haproxy", "8081");
        for (int front : List.of(nginx, haproxy)) {
            Awaitility.await("an answer at " + front)
                    .atMost(Container.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> ask(front, "/").startsWith("HTTP/1.1 200 "));
        }
    }

    @AfterAll
    static void end() throws Exception {
        if (engine != null) {
            compose("down", "-v", "-t", "1");
        }
    }

    private static String compose(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "docker-compose",
                                "--project-name",
                                PROJECT,
                                "--file",
                                Images.script("compose.yaml"),
                                "--profile",
                                "haproxy"));
        command.addAll(List.of(words));
        return engine.run(
                Map.of(
                        "BASE_IMAGE",
                        Images.BASE,
                        "DEBIAN_IMAGE",
                        "serval-debian" + Engine.TAG,
                        "SERVAL_IMAGE",
                        Images.APPS,
                        "SERVAL_MODULE",
                        "dev.serval.systemtests.apps.Boxed",
                        "NGINX_PORT",
                        "0",
                        "HAPROXY_PORT",
                        "0"),
                command);
    }

    private static int port(String service, String inside) throws Exception {
        return Integer.parseInt(compose("port", service, inside).strip().replaceAll(".*:", ""));
    }

    private static String ask(int port, String path) {
        return Load.exchange(
                port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Test
    void bothFrontsReachNodesThatShareOneCount() {
        Set<Long> counted = new TreeSet<>();
        for (int i = 0; i < COUNTED; i++) {
            counted.add(count(i % 2 == 0 ? nginx : haproxy));
        }

        // No number was given twice, by whichever node.
        assertThat(counted).hasSize(COUNTED);
    }

    private static long count(int port) {
        String answer = ask(port, "/count");
        return Long.parseLong(answer.substring(answer.indexOf("\r\n\r\n")).strip());
    }

    @Test
    void nodesAreRestartedOneAfterTheOtherAndNoRequestIsLost() throws Exception {
        try (Load uwsgi = Load.on(nginx, "/", CLIENTS);
                Load http = Load.on(haproxy, "/", CLIENTS)) {
            for (String node : List.of("node1", "node2")) {
                uwsgi.awaitMore(SOME);
                http.awaitMore(SOME);
                compose("stop", node);
                uwsgi.awaitMore(SOME);
                http.awaitMore(SOME);
                compose("start", node);
                awaitWell(node);
            }
            uwsgi.end();
            http.end();

            assertThat(uwsgi.failures()).isEmpty();
            assertThat(http.failures()).isEmpty();
        }
    }

    /** It may have another address than before, which nginx looks up when it is told to. */
    private static void awaitWell(String node) throws Exception {
        String id = compose("ps", "-q", node).strip();
        Awaitility.await(node)
                .atMost(Container.PATIENCE)
                .until(() ->
                        engine.docker("inspect", "-f", "{{.State.Health.Status}}", id)
                                .strip()
                                .equals("healthy"));
        compose(
                "exec",
                "-T",
                "nginx",
                "nginx",
                "-e",
                "stderr",
                "-c",
                "/etc/nginx/serval.conf",
                "-s",
                "reload");
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterToDjangoTest implements RelayPromises {

    @AutoClose private final Uwsgi django = Uwsgi.django();
    @AutoClose private final Serval serval = router("127.0.0.1:" + django.port());

    RouterToDjangoTest() throws IOException {}

    @Override
    public URI uri(String path) {
        return serval.uri(path);
    }

    @Test
    void aBodyOfUnknownLengthArrivesWhole() throws Exception {
        LargeBody body = new LargeBody();

        assertThat(RelayPromises.sendChunked(uri("/"), body.bytes()).body().lines())
                .contains(body.told());
    }

    @Test
    void aDeadBackendIsABadGateway() throws Exception {
        try (ReservedPort dead = new ReservedPort();
                Serval router = router("127.0.0.1:" + dead.number())) {
            assertThat(router.get("/").statusCode()).isEqualTo(502);
        }
    }

    @Test
    void aDeadBackendIsPassedOverForALiveOne() throws Exception {
        try (ReservedPort dead = new ReservedPort();
                Serval router =
                        router("127.0.0.1:" + dead.number(), "127.0.0.1:" + django.port())) {
            for (int i = 0; i < 4; i++) {
                assertThat(router.get("/").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aBackendThatIsTooSlowIsAGatewayTimeout() throws Exception {
        String slow = "127.0.0.1:" + django.port();
        try (Serval router = Serval.serving("--http-to", slow, "--http-timeout", "500ms")) {
            assertThat(router.get("/sleep?s=3").statusCode()).isEqualTo(504);
            assertThat(router.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBackendMayListenOnAnAddressWithoutAFile() throws Exception {
        String address = "@serval-test-" + ProcessHandle.current().pid();
        try (Serval worker = Serval.teller("--socket", address);
                Serval router = router(address)) {
            assertThat(worker.process().handle().isAlive()).isTrue();
            assertThat(router.get("/").statusCode()).isEqualTo(200);
        }
    }

    private static Serval router(String... backends) throws IOException {
        return Serval.serving(
                Stream.of(backends)
                        .flatMap(backend -> Stream.of("--http-to", backend))
                        .toArray(String[]::new));
    }
}

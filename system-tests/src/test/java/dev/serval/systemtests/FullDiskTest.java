package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** No file may grow beyond 2 MiB: what a full disk is to whoever writes. */
class FullDiskTest {

    private static final String LIMIT = "ulimit -f 4096";

    @Test
    void aBodyThatCannotBeHeldIsRefusedAndTheRouterServesOn() throws Exception {
        try (Serval backend = Serval.serving("--module", "echo.Echo", "--socket", "127.0.0.1:0");
                Serval router =
                        Serval.limited(
                                LIMIT,
                                "--http",
                                "127.0.0.1:0",
                                "--http-to",
                                "127.0.0.1:" + backend.port("uwsgi"))) {
            URI uri = router.uri("/");

            assertThat(RelayPromises.sendChunked(uri, new LargeBody().bytes()).statusCode())
                    .isEqualTo(503);
            assertThat(RelayPromises.sendChunked(uri, new byte[1000]).body())
                    .contains("\"body_len\": 1000");
        }
    }
}

package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.systemtests.apps.Counting;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No file may grow beyond 2 MiB: what a full disk is to whoever writes. */
class FullDiskTest {

    private static final String LIMIT = "ulimit -f 4096";

    @Test
    void anAnswerThatCannotBeKeptArrivesWholeAsFastAsItsClientReads() throws Exception {
        List<String> options = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        options.addAll(Serval.testApp("Counting"));
        try (Serval serval = Serval.limited(LIMIT, options.toArray(String[]::new));
                RawSocket slow = new RawSocket(serval.port("http"))) {
            slow.say("GET / HTTP/1.0\r\n\r\n");
            serval.process().awaitLine("^answers cannot be kept in files \\(.*\\): workers wait");

            // Not isEqualTo: it would print both.
            assertThat(slow.rest().endsWith(Counting.answer())).isTrue();
            assertThat(serval.get("/").body().equals(Counting.answer())).isTrue();
        }
    }

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

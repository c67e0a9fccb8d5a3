package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call that is not over though its whole answer has gone out. */
class TardyTest {

    private static final int REQUESTS = 20;

    @Test
    void theNextRequestOnItsConnectionWaitsForItsEnd() throws Exception {
        List<String> options = new ArrayList<>(List.of("--http", "127.0.0.1:0", "--threads", "1"));
        options.addAll(Serval.testApp("Tardy"));
        try (Serval serval = Serval.serving(options.toArray(String[]::new))) {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(serval.get("/").statusCode()).as("request %d", i).isEqualTo(200);
            }
        }
    }
}

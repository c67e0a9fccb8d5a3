package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** WAR files that others have made. */
class PublicWarTest {

    /** It brings Log4j, an SLF4J of another version and Caffeine, and none of it meets ours. */
    @Test
    void hawtioRunsWithItsOwnLogging() throws Exception {
        Path war = Path.of("target/wars/hawtio-war.war").toAbsolutePath();
        try (Serval serval =
                Serval.serving(
                        "--war",
                        "/hawtio=" + war,
                        "--jvm-opt",
                        "-Dhawtio.authenticationEnabled=false")) {
            HttpResponse<String> page = serval.get("/hawtio/index.html");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<title>Hawtio");
            assertThat(serval.get("/hawtio/jolokia/version").body()).contains("\"agent\"");
            assertThat(serval.process().lines())
                    .noneMatch(line -> line.contains("SLF4J") || line.contains("LinkageError"));
        }
    }
}

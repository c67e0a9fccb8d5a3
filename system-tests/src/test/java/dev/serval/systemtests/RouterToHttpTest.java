package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Our router speaks HTTP to another Serval. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterToHttpTest implements RelayPromises {

    @AutoClose private final Serval behind = Serval.teller("--http-socket", "127.0.0.1:0");

    @AutoClose
    private final Serval serval =
            Serval.serving("--http-to", "http://127.0.0.1:" + behind.port("http-socket"));

    RouterToHttpTest() throws IOException {}

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
}

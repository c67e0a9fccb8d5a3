package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxToWorkerTest implements RelayPromises {

    @AutoClose private final Serval serval = Serval.teller("--socket", "127.0.0.1:0");
    @AutoClose private final Nginx nginx = Nginx.before(serval.port("uwsgi"));

    NginxToWorkerTest() throws IOException {}

    @Override
    public URI uri(String path) {
        return nginx.uri(path);
    }

    @Test
    void aBodyOfUnknownLengthArrivesWhole() throws Exception {
        LargeBody body = new LargeBody();

        assertThat(RelayPromises.sendChunked(uri("/"), body.bytes()).body().lines())
                .contains(body.told());
    }
}

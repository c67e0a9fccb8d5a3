package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UwsgiToWorkerTest implements RelayPromises {

    @AutoClose private final Serval serval = Serval.teller("--socket", "127.0.0.1:0");
    @AutoClose private final Uwsgi uwsgi = Uwsgi.before(serval.port("uwsgi"));

    UwsgiToWorkerTest() throws IOException {}

    @Override
    public URI uri(String path) {
        return uwsgi.uri(path);
    }

    /** uWSGI's router throws such a body away, and tells its worker nothing of a length. */
    @Test
    void aBodyOfUnknownLengthIsLostThereButTheRequestIsAnswered() throws Exception {
        HttpResponse<String> answer =
                RelayPromises.sendChunked(uri("/"), "lost".getBytes(US_ASCII));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines()).contains("method: POST", "body: 0 bytes, crc32 00000000");
    }
}

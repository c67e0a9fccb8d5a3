package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.systemtests.apps.Counting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** A client that does not read its answer costs a file, not a core. */
class SlowReaderTest {

    private static final int BYTES = 20_000_000;
    private static final int DOWNLOADS = 3;

    @Test
    void theOnlyCoreIsFreeWhileAClientDoesNotRead() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--threads", "1");
                Socket slow = asking(serval.port("http"))) {
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            assertThat(readAll(slow)).isEqualTo(BYTES);
        }
    }

    @Test
    void anAnswerThatDoesNotFitIntoTheFileArrivesWholeToo() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--answer-buffering", "1m");
                Socket slow = asking(serval.port("http"))) {
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            assertThat(readAll(slow)).isEqualTo(BYTES);
        }
    }

    @Test
    void withoutAFileTheCoreWaits() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--answer-buffering", "0");
                Socket slow = asking(serval.port("http"))) {
            assertThat(readAll(slow)).isEqualTo(BYTES);
        }
    }

    /** The kernel sends the file while more is written to it: no byte may be written over. */
    @Test
    void eachByteArrivesWhereItBelongs() throws Exception {
        String answer = Counting.answer();
        try (Serval serval = counting()) {
            for (int i = 0; i < DOWNLOADS; i++) {
                // Not isEqualTo: it would print both.
                assertThat(serval.get("/").body().equals(answer)).isTrue();
            }
        }
    }

    @Test
    void aClientOfTheOldVersionIsToldTheEndByTheEnd() throws Exception {
        try (Serval serval = counting();
                RawSocket old = new RawSocket(serval.port("http"))) {
            old.say("GET / HTTP/1.0\r\n\r\n");

            assertThat(old.head()).startsWith("HTTP/1.1 200 ").doesNotContain("chunked");
            assertThat(old.rest().equals(Counting.answer())).isTrue();
        }
    }

    private static Serval counting() throws IOException {
        return Serval.serving(Serval.testApp("Counting").toArray(String[]::new));
    }

    /** The bound on one answer's file is larger: what is full is the room for all together. */
    @Test
    void beyondTheRoomForAllAnswersTheCoreWaits() throws Exception {
        try (Serval serval =
                        Serval.serving(
                                "--module",
                                "echo.Echo",
                                "--threads",
                                "1",
                                "--http-queue-timeout",
                                "1s",
                                "--answer-buffering-total",
                                "1m");
                Socket slow = asking(serval.port("http"))) {
            assertThat(serval.get("/").statusCode()).isEqualTo(503);

            assertThat(readAll(slow)).isEqualTo(BYTES);
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientOfAWorkersThatDoesNotReadGivesTheCoreBack() throws Exception {
        try (Serval serval =
                        Serval.serving(
                                "--http-socket",
                                "127.0.0.1:0",
                                "--module",
                                "echo.Echo",
                                "--threads",
                                "1",
                                "--socket-timeout",
                                "1s");
                Socket slow = asking(serval.port("http-socket"))) {
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            assertThatThrownBy(() -> readAll(slow)).isInstanceOf(IOException.class);
        }
    }

    private static Socket asking(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout((int) Started.PATIENCE.toMillis());
        String request =
                "GET /bytes?n=%d HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .formatted(BYTES);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    /** The length of the body, all of which is {@code x}. */
    private static int readAll(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] all = in.readAllBytes();
        int body = new String(all, 0, 1000, ISO_8859_1).indexOf("\r\n\r\n") + 4;
        for (int i = body; i < all.length; i++) {
            if (all[i] != 'x') {
                throw new IOException("byte %d is %d".formatted(i - body, all[i]));
            }
        }
        return all.length - body;
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A uwsgi port that is sent what is no packet, while other clients are served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageTest {

    private static final int CONNECTIONS = 200;

    @AutoClose
    private final Serval serval =
            Serval.teller(
                    "--http",
                    "127.0.0.1:0",
                    "--socket",
                    "127.0.0.1:0",
                    "--buffer-size",
                    "4096",
                    "--socket-timeout",
                    "500ms");

    @AutoClose private final Load others = Load.on(serval.port("http"), "/", 2);
    private final int port = serval.port("uwsgi");

    GarbageTest() throws IOException {}

    @BeforeEach
    void othersAreServed() {
        others.awaitAnswered(20);
    }

    @AfterEach
    void othersAreStillServedByTheSameWorker() throws IOException {
        others.awaitMore(20);
        assertThat(others.failures()).isEmpty();
        assertThat(Packet.exchange(port, Packet.get("/"))).startsWith("HTTP/1.1 200 ");
        assertThat(serval.process().lines()).noneMatch(line -> line.contains("DAMN"));
    }

    @Test
    void randomBytesAreRefused() throws Exception {
        Random random = new Random(20_000);
        List<Callable<String>> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] garbage = new byte[1 + random.nextInt(8192)];
            random.nextBytes(garbage);
            clients.add(() -> Packet.exchange(port, garbage));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(clients)) {
                assertThat(answer.get()).doesNotContain("HTTP/1.1 200");
            }
        }
        serval.process().awaitLine("invalid uwsgi request: .*; connection closed");
    }

    @Test
    void httpIsRecognised() throws Exception {
        byte[] http = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);

        assertThat(Packet.exchange(port, http)).isEmpty();

        serval.process().awaitLine("invalid uwsgi request: the peer speaks HTTP; this port is for");
    }

    @Test
    void aBlockThatIsTooLargeIsRefusedBeforeItHasCome() throws Exception {
        assertThat(Packet.exchange(port, Packet.block(4097, new byte[0]))).isEmpty();

        serval.process()
                .awaitLine(
                        "invalid uwsgi request: the variable block is 4097 bytes; the limit is 4096"
                                + " \\(buffer-size\\)");
    }

    @Test
    void halfAPacketIsWaitedForAndThenGivenUp() throws Exception {
        byte[] whole = Packet.get("/");

        assertThat(Packet.exchange(port, Arrays.copyOf(whole, whole.length / 2))).isEmpty();

        serval.process().awaitLine("invalid uwsgi request: only a part of a packet came");
    }

    @Test
    void aConnectionThatNeverSpeaksIsClosedWithoutALine() throws Exception {
        List<String> before = serval.process().lines();

        assertThat(Packet.exchange(port, new byte[0])).isEmpty();

        assertThat(serval.process().lines()).isEqualTo(before);
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AccessSyslogTest {

    private static final int MOST_BYTES = 2000;

    @Test
    void anotherHostIsSentALineForEachRequest() throws Exception {
        try (DatagramSocket collector =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Serval serval =
                        logging("rsyslog:127.0.0.1:" + collector.getLocalPort() + ",shop,local3")) {
            collector.setSoTimeout((int) Started.PATIENCE.toMillis());
            serval.get("/router");
            assertThat(received(collector))
                    .matches(
                            "<158>1 \\S+ \\S+ shop %d - - 127.0.0.1 - - .*\"GET /router .*"
                                    .formatted(serval.pid("router 1", 1)));

            Serval.get(URI.create("http://127.0.0.1:" + serval.port("http-socket") + "/worker"));
            assertThat(received(collector))
                    .matches(
                            "<158>1 \\S+ \\S+ shop %d - - 127.0.0.1 - - .*\"GET /worker .*"
                                    .formatted(serval.pid("worker 1", 1)));
        }
    }

    @Test
    void aSocketThatIsNotThereCostsLinesThatAreCountedAndNoRequest() throws Exception {
        try (Serval serval = logging("journald:/nowhere/socket")) {
            for (int i = 0; i < 20; i++) {
                assertThat(serval.get("/").statusCode()).isEqualTo(200);
            }
            serval.process()
                    .awaitLine(
                            "^the access log cannot be written \\(/nowhere/socket is not there\\):");
            Awaitility.await("all are counted")
                    .atMost(Started.PATIENCE)
                    .until(() -> serval.stats().matches("(?s).*\"router\":.*_lost\":20,.*"));
        }
    }

    @Test
    void aLoggerThatThereIsNoneOfEndsTheStart() throws Exception {
        try (Serval serval =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http=0",
                        "--access-log=json",
                        "--req-logger=sylog:x")) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            serval.process()
                    .awaitLine("`req-logger` is sylog:x; it must be stdio, file:PATH, sysl");
        }
    }

    private static Serval logging(String target) throws IOException {
        return Serval.serving(
                "--module",
                "echo.Echo",
                "--http-socket",
                "127.0.0.1:0",
                "--stats",
                "127.0.0.1:0",
                "--access-log=combined",
                "--req-logger",
                target);
    }

    private static String received(DatagramSocket collector) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        collector.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** uWSGI's signals, as packets of modifier 110, for handlers of three workers. */
class JwsgiSignalsTest {

    private static Serval serval;

    @BeforeAll
    static void start() throws IOException {
        Path classes =
                UserSource.compiled(
                        "/jwsgi/Signals.java",
                        "--release",
                        "17",
                        "-cp",
                        "/usr/share/java/uwsgi.jar");
        serval =
                Serval.run(
                                classes,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--socket",
                                "127.0.0.1:0",
                                "-p",
                                "3",
                                "--jvm-classpath",
                                classes.toString(),
                                "--jwsgi",
                                "Signals")
                        .awaitServing();
    }

    @AfterAll
    static void stop() {
        serval.close();
    }

    @Test
    void aSignalCallsWhomItIsFor() throws Exception {
        assertThat(raise(1)).isEqualTo(1);
        serval.process().awaitLine("called for 1 in [123]$");

        assertThat(raise(2)).isEqualTo(1);
        for (int worker = 1; worker <= 3; worker++) {
            serval.process().awaitLine("called for 2 in " + worker + "$");
        }

        for (int i = 1; i <= 3; i++) {
            assertThat(raise(3)).isEqualTo(1);
            serval.process().awaitLine("called for 3 in 2$", i);
        }

        assertThat(raise(200)).isEqualTo(1);
        serval.process().awaitLine("called for 200 in [123]$");
        assertThat(serval.process().lines())
                .filteredOn(line -> line.contains("called for"))
                .as("each as often as it was raised for")
                .hasSize(1 + 3 + 3 + 1);
    }

    @Test
    void whatNobodyTakesIsSaid() throws Exception {
        assertThat(raise(9)).isEqualTo(1);
        serval.process().awaitLine("signal 9: no handler is registered");
        serval.process().awaitLine("unable to register signal 4 for \"mule1\"");
        try (Serval deaf = Serval.teller("--http", "127.0.0.1:0", "--socket", "127.0.0.1:0")) {
            assertThat(raise(deaf, 9)).isZero();
            deaf.process().awaitLine("signal 9 was refused: nobody has registered any");
        }
    }

    private static int raise(int number) throws IOException {
        return raise(serval, number);
    }

    /** What uWSGI answers has the outcome as its second modifier. */
    private static int raise(Serval server, int number) throws IOException {
        byte[] packet = {110, 0, 0, (byte) number};
        byte[] answer = Packet.exchange(server.port("uwsgi"), packet).getBytes(ISO_8859_1);
        assertThat(answer).hasSize(4).startsWith(new byte[] {(byte) 255, 0, 0});
        return answer[3];
    }
}

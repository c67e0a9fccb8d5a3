package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand kept connections without a request, or as many as the hard limit on descriptors
 * allows, and a thousand requests that come slowly, beside a few clients that want something.
 */
class CrowdTest {

    private static final int MOST_IDLE = 10_000;
    private static final int SLOW = 1_000;

    /** For slow ones, and for all else that a process has open. */
    private static final int OTHERS = SLOW + 1_000;

    private static final String[] ONE_CORE = {
        "--module",
        "echo.Echo",
        "--threads",
        "1",
        "--stats",
        "127.0.0.1:0",
        "--socket-timeout",
        "10m",
        "--http-timeout",
        "10m",
        "--http-queue-timeout",
        "10m"
    };

    private static final int WAITING = 3_000;
    private static final int LARGE = 2_000;
    private static final int REQUESTS = 500;
    private static final String ASKING = "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String POSTING = posting(10, 10);

    /** A core is taken for it when its first half is here. */
    private static final int LONG = 200_000;

    private final List<RawSocket> idle = new ArrayList<>();
    private final List<RawSocket> slow = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawSocket each : idle) {
            each.close();
        }
        for (RawSocket each : slow) {
            each.close();
        }
    }

    @Test
    void costsNobodyARequestAndIsServedInTheEnd() throws Exception {
        try (Serval serval = serving()) {
            int port = serval.port("http");
            for (int i = 0; i < Math.min(MOST_IDLE, descriptors() - OTHERS); i++) {
                idle.add(new RawSocket(port));
                assertServed(idle.getLast(), ASKING);
            }
            for (int i = 0; i < SLOW; i++) {
                slow.add(new RawSocket(port));
                slow.getLast().say(parts(i).getFirst());
            }
            try (Load load = Load.mixed(port, "/", 1)) {
                load.awaitMore(REQUESTS);
                for (int i = 0; i < SLOW; i++) {
                    slow.get(i).say(parts(i).get(1));
                }
                load.awaitMore(REQUESTS);
                load.end();
                assertThat(load.failures()).isEmpty();
            }
            for (int i = 0; i < SLOW; i++) {
                assertServed(slow.get(i), parts(i).getLast());
            }
            for (RawSocket each : idle) {
                assertServed(each, ASKING);
            }
        }
    }

    @Test
    void waitsForACoreAndIsServedInTheEnd() throws Exception {
        try (Serval serval = ofOneCore();
                RawSocket busy = busy(serval)) {
            for (int i = 0; i < WAITING; i++) {
                idle.add(new RawSocket(serval.port("http")));
                idle.getLast().say(ASKING);
            }
            awaitStats(serval, "\"waiting\":" + WAITING);
            busy.say("x".repeat(LONG / 2));
            for (RawSocket each : idle) {
                assertThat(each.head()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    /** The router may have 64 MB outside its heap; what waits would be 120 MB. */
    @Test
    void bodiesThatWaitLeaveMemoryForOthers() throws Exception {
        try (Serval serval = ofOneCore("--router-jvm-opt", "-Xmx64m");
                RawSocket busy = busy(serval)) {
            for (int i = 0; i < LARGE; i++) {
                slow.add(new RawSocket(serval.port("http")));
                slow.getLast().say(posting(60_000, 60_000));
            }
            idle.add(new RawSocket(serval.port("http")));
            idle.getLast().say(ASKING);
            busy.say("x".repeat(LONG / 2));
            assertThat(idle.getLast().head()).startsWith("HTTP/1.1 200 ");
            List<String> answers = new ArrayList<>();
            for (RawSocket each : slow) {
                answers.add(each.head().substring(0, 12));
            }
            assertThat(answers).containsOnly("HTTP/1.1 200", "HTTP/1.1 503");
        }
    }

    /** Has the only core, until the rest of its body comes. */
    private static RawSocket busy(Serval serval) throws IOException {
        RawSocket busy = new RawSocket(serval.port("http"));
        busy.say(posting(LONG, LONG / 2));
        awaitStats(serval, "\"in_request\":1");
        return busy;
    }

    private static String posting(int length, int bytes) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n".formatted(length)
                + "x".repeat(bytes);
    }

    private static Serval ofOneCore(String... more) throws IOException {
        return Serval.serving(
                Stream.concat(Stream.of(more), Stream.of(ONE_CORE)).toArray(String[]::new));
    }

    private static void awaitStats(Serval serval, String part) {
        Awaitility.await().atMost(Started.PATIENCE).until(() -> serval.stats().contains(part));
    }

    private static int descriptors() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split(" {2,}", -1)[2])
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    private static Serval serving() throws IOException {
        return Serval.serving(
                "--module",
                "echo.Echo",
                "--http-max-connections",
                "20000",
                "--http-keepalive",
                "10m",
                "--http-headers-timeout",
                "10m",
                "--http-timeout",
                "10m");
    }

    /** Of every other request the head is slow, of the rest the body. */
    private static List<String> parts(int i) {
        String all = i % 2 == 0 ? ASKING : POSTING;
        int last = all.length() - 1;
        return List.of(
                all.substring(0, last - 1), all.substring(last - 1, last), all.substring(last));
    }

    private static void assertServed(RawSocket client, String request) throws IOException {
        client.say(request);
        assertThat(client.head()).startsWith("HTTP/1.1 200 ");
    }
}

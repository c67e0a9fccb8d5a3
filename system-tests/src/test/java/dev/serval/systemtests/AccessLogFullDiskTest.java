package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.access.AccessEntry;
import dev.serval.control.access.AccessField;
import dev.serval.control.access.AccessLine;
import dev.serval.control.access.AccessLog;
import dev.serval.control.config.AccessConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every line is in the file or counted as lost, and none is both. */
class AccessLogFullDiskTest {

    private static final int LOGS = 2;
    private static final int PENS = 2;
    private static final int LINES_OF_A_PEN = 250_000;
    private static final Pattern LINE = Pattern.compile("number (\\d+) is /whole");
    private static final Pattern LOST = Pattern.compile("\"access_log_lost\":(\\d+)");

    /** Two logs are what two processes have; each is written by two threads. */
    @Test
    void aMillionLinesAreWrittenOrCounted() throws Exception {
        try (SmallDisk disk = new SmallDisk(8 * 1024)) {
            Path file = disk.file("access.log");
            List<AccessLog> logs = new ArrayList<>();
            for (int i = 0; i < LOGS; i++) {
                logs.add(AccessLog.open(config(file), "here", _ -> {}));
            }
            flood(logs);
            assertThat(lost(logs)).isPositive();
            assertThat(written(file).cardinality())
                    .isEqualTo(LOGS * PENS * LINES_OF_A_PEN - lost(logs));

            disk.makeRoom();
            long before = lost(logs);
            int last = LOGS * PENS * LINES_OF_A_PEN;
            for (AccessLog log : logs) {
                write(log.pen(), last++, 1);
                log.end(Started.PATIENCE);
            }

            assertThat(written(file).get(last - 1)).isTrue();
            assertThat(written(file).get(last - 2)).isTrue();
            assertThat(lost(logs)).isEqualTo(before);
            assertThat(Files.readAllLines(file))
                    .filteredOn(line -> !LINE.matcher(line).matches())
                    .hasSizeLessThanOrEqualTo(LOGS);
        }
    }

    @Test
    void aServerServesOnAndWritesAgainWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = new SmallDisk(64);
                Serval serval = serving(disk.file("access.log"));
                Load load = Load.on(serval.port("http"), "/", 4)) {
            Path file = disk.file("access.log");
            Awaitility.await("the disk is full")
                    .atMost(Started.PATIENCE)
                    .until(() -> lost(serval) > 0);
            Serval.get(URI.create("http://127.0.0.1:" + serval.port("http-socket")));
            load.end();
            awaitAll(serval, file, load.answered() + 1);
            long before = lost(serval);
            disk.makeRoom();
            serval.get("/");
            Serval.get(URI.create("http://127.0.0.1:" + serval.port("http-socket")));
            awaitAll(serval, file, load.answered() + 3);

            assertThat(lost(serval)).isEqualTo(before);
            assertThat(load.failures()).isEmpty();
        }
    }

    private static void awaitAll(Serval serval, Path file, int requests) {
        Awaitility.await("each request is written or counted")
                .atMost(Started.PATIENCE)
                .untilAsserted(
                        () -> assertThat(whole(file).size() + lost(serval)).isEqualTo(requests));
    }

    private static List<String> whole(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> AccessLogTest.COMBINED.matcher(line).matches())
                .toList();
    }

    private static Serval serving(Path file) throws IOException {
        return Serval.serving(
                "--module",
                "echo.Echo",
                "--http-socket",
                "127.0.0.1:0",
                "--stats",
                "127.0.0.1:0",
                "--access-log=combined",
                "--req-logger",
                "file:" + file);
    }

    private static long lost(Serval serval) {
        return LOST.matcher(serval.stats())
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private static long lost(List<AccessLog> logs) {
        return logs.stream().mapToLong(AccessLog::lost).sum();
    }

    private static AccessConfig config(Path file) {
        return new AccessConfig(
                "number %(time) is %(uri)",
                "file:" + file, true, false, false, Duration.ZERO, false);
    }

    private static void flood(List<AccessLog> logs) throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (AccessLog log : logs) {
            for (int i = 0; i < PENS; i++) {
                int first = writers.size() * LINES_OF_A_PEN;
                AccessLog.Pen pen = log.pen();
                writers.add(Thread.ofPlatform().start(() -> write(pen, first, LINES_OF_A_PEN)));
            }
        }
        for (Thread writer : writers) {
            writer.join();
        }
        logs.forEach(log -> log.end(Started.PATIENCE));
    }

    private static void write(AccessLog.Pen pen, int first, int count) {
        for (int i = 0; i < count; i++) {
            pen.write(200, 1, entry(first + i));
        }
        pen.flush();
    }

    private static AccessEntry entry(int number) {
        return new AccessEntry() {
            @Override
            public void write(AccessField field, AccessLine out) {
                if (field == AccessField.URI) {
                    out.text("/whole");
                } else {
                    out.number(number);
                }
            }

            @Override
            public void writeHeader(String name, AccessLine out) {}
        };
    }

    /** The numbers of all whole lines; none is there twice. */
    private static BitSet written(Path file) throws IOException {
        BitSet numbers = new BitSet();
        String all = Files.readString(file);
        // A disk may become full just before a line's end: that line is none.
        for (String line : all.substring(0, all.lastIndexOf('\n') + 1).lines().toList()) {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                int number = Integer.parseInt(found.group(1));
                assertThat(numbers.get(number)).isFalse();
                numbers.set(number);
            }
        }
        return numbers;
    }
}

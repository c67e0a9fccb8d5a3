package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each time in a JVM of its own, which is to end. */
class LastResortTest {

    private static final long PATIENCE_SECONDS = 60;

    @ParameterizedTest
    @ValueSource(strings = {"closing", "loop", "main"})
    void aServerThatCannotEndIsEndedWithItsChildren(String fault) throws Exception {
        Process stuck =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Stuck.class.getName(),
                                fault)
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = stuck.inputReader()) {
            String pid = output.readLine();
            assertThat(pid).matches("\\d+");
            String rest = String.join("\n", output.lines().toList());

            assertThat(stuck.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(stuck.exitValue()).isEqualTo(1);
            assertThat(rest)
                    .contains(
                            fault.equals("closing")
                                    ? "the server does not end by itself"
                                    : "this is a bug of ours");
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(child -> child.onExit().join());
        } finally {
            stuck.destroyForcibly();
        }
    }

    /** A server that hangs, with one child. */
    static final class Stuck {

        private Stuck() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] words) throws IOException, InterruptedException {
            Process child = new ProcessBuilder("sleep", "600").start();
            System.out.println(child.pid());
            LastResort last =
                    new LastResort(
                            Duration.ofDays(1),
                            Duration.ofMillis(1),
                            () -> Stream.of(child.toHandle()));
            last.guard();
            switch (words[0]) {
                case "closing" -> last.closing();
                case "loop" -> new FastThreadLocalThread(Stuck::fail).start();
                default -> fail();
            }
            TimeUnit.DAYS.sleep(1);
        }

        private static void fail() {
            throw new NoClassDefFoundError("io/netty/Gone");
        }
    }
}

package dev.serval.master.offspring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Here the test's own JVM gets the orphans, as process 1 of a container does. */
class ReaperTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int CHILDREN = 200;
    private static final int CODE = 7;

    private final Reaper reaper = new Reaper();

    @BeforeAll
    static void orphansAreOurs() {
        adoptOrphans(1);
    }

    @AfterAll
    static void orphansAreNotOurs() {
        adoptOrphans(0);
    }

    private static void adoptOrphans(long whether) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        try {
            int failed =
                    (int)
                            linker.downcallHandle(
                                            linker.defaultLookup().findOrThrow("prctl"), shape)
                                    .invokeExact(PR_SET_CHILD_SUBREAPER, whether);
            assertThat(failed).isZero();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aProcessWhoseParentHasDiedIsReaped() throws Exception {
        Path orphan = orphan();
        Awaitility.await("the end of " + orphan)
                .atMost(PATIENCE)
                .until(() -> Files.readString(orphan.resolve("stat")).contains(") Z"));

        Awaitility.await("nothing of " + orphan)
                .atMost(PATIENCE)
                .until(() -> {
                    reaper.look();
                    return !Files.exists(orphan);
                });
    }

    /** Ends once its parent has: a shell reaps what ends before. */
    private static Path orphan() throws IOException, InterruptedException {
        String script = "(while kill -0 $$; do :; done) >/dev/null 2>&1 & echo $!";
        Process parent = Offspring.start(new ProcessBuilder("sh", "-c", script));
        String pid = parent.inputReader().readLine();
        assertThat(parent.waitFor()).isZero();
        return Path.of("/proc", pid);
    }

    @Test
    void theExitStatusOfOurOwnIsNeverTaken() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Thread busy =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!ended.get()) {
                                reaper.look();
                            }
                        });
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            codes.add(Offspring.start(new ProcessBuilder("sh", "-c", "exit " + CODE)).waitFor());
        }
        ended.set(true);
        busy.join();

        assertThat(codes).hasSize(CHILDREN).containsOnly(CODE);
    }
}

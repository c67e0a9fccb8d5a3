package dev.serval.worker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Scoreboard;
import dev.serval.worker.call.Core;
import dev.serval.worker.call.CoreWork;
import dev.serval.worker.call.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RelayTest {

    private static final int CORES = 4;
    private static final ClassLoader LOADER = RelayTest.class.getClassLoader();

    @TempDir private Path folder;
    private final Relay relay = Relay.start();
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private Cores cores = new Cores(List.of(), LOADER, _ -> {}, relay);

    /** Runs something on a core, and gives the core back on the loop, as a call does. */
    private final class Work implements CoreWork {
        private final Consumer<Core> what;

        Work(Consumer<Core> what) {
            this.what = what;
        }

        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public void run(Core core) {
            threads.add(Thread.currentThread().getName());
            what.accept(core);
            relay.loop().execute(() -> cores.release(core));
        }

        @Override
        public void runOnLoop(Core core) {
            run(core);
        }
    }

    @BeforeEach
    void someCores() throws IOException {
        Scoreboard board =
                Scoreboard.map(
                        Files.createFile(folder.resolve("board")), new Scoreboard.Shape(1, CORES));
        List<CoreCell> cells = new ArrayList<>();
        for (int i = 0; i < CORES; i++) {
            cells.add(board.cell(1, i));
        }
        cores = new Cores(cells, LOADER, _ -> {}, relay);
    }

    @Test
    void aRequestRunsOnAThreadOfTheLoopWhichIsNobodysMeanwhile() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Queue<Boolean> inLoop = new ConcurrentLinkedQueue<>();

        submit(_ -> {
            inLoop.add(relay.loop().inEventLoop());
            done.countDown();
        });
        done.await();

        assertThat(inLoop).containsExactly(false);
        assertThat(threads).allMatch(name -> name.startsWith("loop-"));
    }

    @Test
    void whileRequestsAreStuckTheLoopGoesOn() throws Exception {
        CountDownLatch stuck = new CountDownLatch(CORES);
        CountDownLatch enough = new CountDownLatch(1);
        for (int i = 0; i < CORES; i++) {
            submit(_ -> {
                stuck.countDown();
                await(enough);
            });
        }
        stuck.await();

        assertThat(relay.loop().submit(() -> "here").get()).isEqualTo("here");
        assertThat(relay.loop().schedule(() -> "later", 1, TimeUnit.MILLISECONDS).get())
                .isEqualTo("later");
        assertThat(cores.full()).isTrue();
        enough.countDown();
        while (!cores.idle()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anApplicationThatIsAlwaysSlowRunsOnTheCoresOwnThreads() throws Exception {
        int requests = 40;
        CountDownLatch done = new CountDownLatch(requests);
        for (int i = 0; i < requests; i++) {
            submit(_ -> {
                pause();
                done.countDown();
            });
        }
        done.await();

        assertThat(threads).hasSize(requests);
        assertThat(threads.stream().filter(name -> name.startsWith("core-")).count())
                .isGreaterThan(requests / 2);
    }

    /** Short and long ones in any order: each runs once, and no core has two at a time. */
    @Test
    void nothingIsLostOrRunTwiceWhereverItRuns() throws Exception {
        int requests = 20_000;
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        CountDownLatch done = new CountDownLatch(requests);
        AtomicInteger[] inside = new AtomicInteger[CORES];
        for (int i = 0; i < CORES; i++) {
            inside[i] = new AtomicInteger();
        }
        AtomicInteger clashes = new AtomicInteger();
        for (int i = 0; i < requests; i++) {
            boolean slow = random.nextInt(100) == 0;
            submit(core -> {
                if (inside[core.number()].incrementAndGet() != 1) {
                    clashes.incrementAndGet();
                }
                if (slow) {
                    pause();
                }
                inside[core.number()].decrementAndGet();
                done.countDown();
            });
        }
        done.await();

        assertThat(clashes).hasValue(0);
        assertThat(threads).hasSize(requests);
    }

    private void submit(Consumer<Core> what) {
        relay.loop().execute(() -> cores.submit(new Work(what)));
    }

    /** Longer than the leader is left alone. */
    private static void pause() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

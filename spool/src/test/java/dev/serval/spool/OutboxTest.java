package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that come fast where nobody waits for the disk. */
final class OutboxTest {

    private static final StoreRules RULES =
            new StoreRules(
                    FsyncPolicy.NEVER, 100_000, new RetryRules(3, Duration.ofMillis(1)), false);

    @TempDir private Path root;

    private FolderStore store;
    private FolderStore other;
    private Claims claims;

    @BeforeEach
    void open() throws Exception {
        store = FolderStore.open(root, RULES);
        other = FolderStore.open(root, RULES);
        claims = other.claims();
    }

    @AfterEach
    void close() {
        store.close();
        other.close();
    }

    @Test
    void theyAreSeenByOthersSoonAndShareFiles() throws Exception {
        int submitted = 0;
        while (packs().isEmpty()) {
            for (int i = 0; i < 100; i++) {
                submit("job " + submitted++);
            }
        }

        List<String> ran = runUntil(submitted);

        assertThat(ran).hasSize(submitted).doesNotHaveDuplicates();
        store.close();
        other.close();
        assertThat(Abandoned.entries(root.resolve("tmp"))).isEmpty();
    }

    @Test
    void whoeverTakesJobsInTheSameProcessSeesThemAtOnce() throws Exception {
        Claims own = store.claims();
        for (int i = 0; i < 100; i++) {
            submit("job " + i);
        }
        for (int i = 0; i < 100; i++) {
            Claim claim = own.next(Instant.now()).orElseThrow();
            assertThat(text(claim)).isEqualTo("job " + i);
            own.done(claim);
        }
        assertThat(own.next(Instant.now())).isEmpty();
    }

    @Test
    void whoClosesShowsWhatItHas() throws Exception {
        for (int i = 0; i < 50; i++) {
            submit("job " + i);
        }
        store.close();

        FolderView view = FolderView.of(root).orElseThrow();
        assertThat(view.depth(Instant.now()).ready()).isEqualTo(50);
    }

    @Test
    void aThreadThatIsInterruptedHarmsNobody() throws Exception {
        AtomicInteger submitted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < 200; i++) {
                                    if (i % 7 == 0) {
                                        Thread.currentThread().interrupt();
                                    }
                                    submitQuietly(number + "-" + i);
                                    submitted.incrementAndGet();
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(submitted.get()).isEqualTo(800);
        assertThat(runUntil(800)).doesNotHaveDuplicates();
    }

    @Test
    void largeOnesAndThoseOfAnotherPriorityAreKeptBeside() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String body = i + (i % 5 == 0 ? "x".repeat(20_000) : "y".repeat(100 * i));
            bodies.add(body);
            store.submit(
                    payload(body), i % 3, i % 7 == 0 ? Instant.now().plusMillis(9) : Instant.EPOCH);
        }

        assertThat(runUntil(60)).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void whatOneWhoWasKilledHadAcceptedIsShown() throws Exception {
        Path dead = root.resolve("tmp").resolve("xxxxxxxx-1-7-1-1");
        Folders.make(dead);
        List<Submission> jobs = List.of(submission("a"), submission("b"), submission("half"));
        ByteBuffer pack = Pack.of(jobs, true);
        byte[] cut = new byte[pack.remaining() - 1];
        pack.get(cut);
        Files.write(dead.resolve(jobs.getFirst().name() + GrowingPack.OPEN), cut);
        Files.write(dead.resolve(jobs.getLast().name() + GrowingPack.OPEN), new byte[100]);
        FolderView view = FolderView.of(root).orElseThrow();
        assertThat(view.depth(Instant.now()).ready()).isEqualTo(2);
        assertThat(view.list(10)).hasSize(2);
        assertThat(view.payload(view.list(10).getLast()).body()).asString(UTF_8).isEqualTo("b");

        assertThat(runUntil(2)).containsExactly("a", "b");

        assertThat(claims.next(Instant.now())).isEmpty();
        assertThat(dead).doesNotExist();
        assertThat(view.list(10)).isEmpty();
    }

    private static Submission submission(String body) {
        return PackTest.submission(50, body.getBytes(UTF_8));
    }

    private List<String> packs() throws Exception {
        return Abandoned.entries(root.resolve("new")).stream()
                .filter(name -> name.contains("+"))
                .toList();
    }

    private void submit(String body) throws StoreException {
        store.submit(payload(body), 50, Instant.EPOCH);
    }

    private void submitQuietly(String body) {
        try {
            submit(body);
        } catch (StoreException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Payload payload(String body) {
        return new Payload(Map.of(), body.getBytes(UTF_8));
    }

    private List<String> runUntil(int jobs) throws Exception {
        List<String> ran = new ArrayList<>();
        long end = System.nanoTime() + Peers.PATIENCE_NANOS;
        while (ran.size() < jobs && System.nanoTime() - end < 0) {
            Optional<Claim> claim = claims.next(Instant.now());
            if (claim.isPresent()) {
                ran.add(text(claim.get()));
                claims.done(claim.get());
            } else {
                claims.await(Duration.ofMillis(100));
            }
        }
        assertThat(ran).hasSize(jobs);
        return ran;
    }

    private static String text(Claim claim) {
        return new String(claim.payload().body(), UTF_8);
    }
}

package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FolderStoreTest {

    private static final long LOOK_NANOS = 2_000_000;

    private static final RetryRules RETRIES = new RetryRules(3, Duration.ofSeconds(5));

    @TempDir private Path root;

    private FolderStore store;
    private Claims claims;

    @BeforeEach
    void open() throws Exception {
        store = store(FsyncPolicy.NEVER, false);
        claims = store.claims();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private FolderStore store(FsyncPolicy policy, boolean ordered) throws StoreException {
        return FolderStore.open(root, new StoreRules(policy, 1000, RETRIES, ordered));
    }

    @Test
    void aJobIsTakenOnceAndForgottenWhenItIsDone() throws Exception {
        String id = submit("hello");

        Claim claim = claims.next(Instant.now()).orElseThrow();

        assertThat(claim.name().id()).isEqualTo(id);
        assertThat(claim.name().attempt()).isEqualTo(1);
        assertThat(claim.payload().body()).asString(UTF_8).isEqualTo("hello");
        assertThat(claim.payload().metadata()).isEqualTo(Map.of("kind", "test"));
        assertThat(claims.next(Instant.now())).isEmpty();
        claims.done(claim);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatHasThePriorityIsTakenFirstAndThenWhatCameFirst() throws Exception {
        submit("a", 50, Instant.EPOCH);
        submit("b", 50, Instant.EPOCH);
        submit("later", 1, Instant.now().plusSeconds(60));
        submit("c", 7, Instant.EPOCH);

        assertThat(run(Instant.now())).containsExactly("c", "a", "b");
        assertThat(run(Instant.now().plusSeconds(61))).containsExactly("later");
    }

    @Test
    void whatArrivesWhileItWaitsIsSeenAtOnce() throws Exception {
        assertThat(claims.next(Instant.now())).isEmpty();
        Thread submitter = Thread.ofPlatform().start(() -> submitQuietly("late"));

        assertThat(runOne()).isEqualTo("late");
        submitter.join();
    }

    @Test
    void ofSeveralProcessesOneTakesAJob() throws Exception {
        for (int i = 0; i < 50; i++) {
            submit("job " + i);
        }
        try (FolderStore other = store(FsyncPolicy.NEVER, false)) {
            Claims theirs = other.claims();
            List<String> bodies = new ArrayList<>();
            long end = System.nanoTime() + Peers.PATIENCE_NANOS;
            while (bodies.size() < 50 && System.nanoTime() - end < 0) {
                for (Claims each : List.of(claims, theirs)) {
                    Optional<Claim> claim = each.next(Instant.now());
                    if (claim.isPresent()) {
                        bodies.add(new String(claim.get().payload().body(), UTF_8));
                        each.done(claim.get());
                    }
                }
            }
            assertThat(bodies).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void aJobThatFailsIsRunAgainAndIsDeadAfterItsLastAttempt() throws Exception {
        submit("bad");
        Instant now = Instant.now();
        for (int attempt = 1; attempt <= 2; attempt++) {
            Claim claim = claims.next(now).orElseThrow();
            assertThat(claim.name().attempt()).isEqualTo(attempt);
            Fate fate = claims.failed(claim, Optional.empty(), "no route", now);
            assertThat(fate).isInstanceOf(Fate.Again.class);
            assertThat(claims.next(now)).isEmpty();
            now = ((Fate.Again) fate).due();
        }

        Fate last = claims.failed(claims.next(now).orElseThrow(), Optional.empty(), "bad", now);

        assertThat(last).isEqualTo(new Fate.Dead("bad (attempt 3 of 3)"));
        FolderView view = FolderView.of(root).orElseThrow();
        assertThat(view.list(10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.place()).isEqualTo(SpoolView.Place.DEAD);
                    assertThat(entry.why()).isEqualTo("bad (attempt 3 of 3)");
                });

        view.retry(view.list(10).getFirst(), Instant.now());

        assertThat(runOne()).isEqualTo("bad");
        assertThat(files()).isEmpty();
    }

    @Test
    void whoRunsJobsInOrderRunsThemAlone() throws Exception {
        submit("a");
        submit("b");
        store.close();
        store = store(FsyncPolicy.NEVER, true);
        try (FolderStore two = store(FsyncPolicy.NEVER, true)) {
            Claims first = store.claims();
            Claims second = two.claims();
            Claim a = first.next(Instant.now()).orElseThrow();

            assertThat(second.next(Instant.now())).isEmpty();
            first.done(a);
            store.close();
            assertThat(second.next(Instant.now()).orElseThrow().payload().body())
                    .asString(UTF_8)
                    .isEqualTo("b");
        }
    }

    @Test
    void aJobThatIsLeftHasNotBeenTried() throws Exception {
        submit("other's");
        Instant now = Instant.now();

        claims.leave(claims.next(now).orElseThrow(), now.plusSeconds(9));

        assertThat(claims.next(now)).isEmpty();
        assertThat(claims.next(now.plusSeconds(9)).orElseThrow().name().attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(FsyncPolicy.class)
    void theFileOfAJobThatIsDoneIsWipedAndWrittenAgain(FsyncPolicy policy) throws Exception {
        store.close();
        store = store(policy, false);
        claims = store.claims();
        submit("a long secret");
        Object inode = inode(files().getFirst());
        claims.done(claims.next(Instant.now()).orElseThrow());
        Path spare = until(() -> spares().stream().findFirst());
        assertThat(Files.readAllBytes(spare)).containsOnly(0);

        until(() -> {
            submit("brief");
            Object written = inode(files().getFirst());
            assertThat(runOne()).isEqualTo("brief");
            return Optional.of(written).filter(inode::equals);
        });
    }

    @Test
    void aFileThatIsLargeIsNotKept() throws Exception {
        store.submit(
                new Payload(Map.of("large", "x".repeat(17_000)), new byte[9]), 50, Instant.EPOCH);

        run(Instant.now());

        assertThat(spares()).isEmpty();
    }

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private List<Path> spares() throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("spare"))) {
            return all.toList();
        }
    }

    /**
     * Looks now and then; jobs that are submitted in between do not come fast, which has its own
     * way.
     */
    private static <T> T until(Callable<Optional<T>> seen) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        Optional<T> found = seen.call();
        while (found.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
            found = seen.call();
        }
        return found.orElseThrow();
    }

    @Test
    void whatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> submit("x".repeat(1001)))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "the job has 1001 bytes, and at most 1000 are taken (--spooler-max-size)");
        assertThat(files()).isEmpty();
    }

    @Test
    void aDamagedFileIsDeadWithItsReasonAndTheNextIsRun() throws Exception {
        submit("one");
        Path file = files().getFirst();
        Files.write(file, new byte[10]);
        submit("two");

        assertThat(run(Instant.now())).containsExactly("two");

        assertThat(FolderView.of(root).orElseThrow().list(10))
                .singleElement()
                .extracting(SpoolView.Entry::why)
                .asString()
                .startsWith("the file is damaged: modifier 0");
        assertThat(claims.news()).singleElement().asString().contains("is dead: the file");
    }

    @Test
    void filesOfUwsgisSpoolerAreBroughtIn() throws Exception {
        byte[] packet = new byte[] {17, 6, 0, 0, 1, 0, 'k', 1, 0, 'v', 'B'};
        Files.createDirectory(root.resolve("3"));
        Files.write(root.resolve("uwsgi_spoolfile_on_box_7_1_9_1_1"), packet);
        Files.write(root.resolve("3").resolve("uwsgi_spoolfile_on_box_7_2_9_1_1"), packet);
        store.close();
        store = store(FsyncPolicy.NEVER, false);
        claims = store.claims();

        Claim first = claims.next(Instant.now()).orElseThrow();

        assertThat(first.name().priority()).isEqualTo(3);
        assertThat(first.payload().metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(first.payload().body()).asString(UTF_8).isEqualTo("B");
        assertThat(claims.next(Instant.now()).orElseThrow().name().priority()).isEqualTo(50);
    }

    @Test
    void severalThreadsThatSubmitAreAllKept() throws Exception {
        try (FolderStore batch = store(FsyncPolicy.BATCH, false);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 200; i++) {
                String body = "job " + i;
                threads.submit(() -> batch.submit(payload(body), 50, Instant.EPOCH));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            store.close();
            store = store(FsyncPolicy.NEVER, false);
            claims = store.claims();
            assertThat(run(Instant.now())).hasSize(200).doesNotHaveDuplicates();
        }
    }

    private List<String> run(Instant now) throws Exception {
        List<String> bodies = new ArrayList<>();
        for (Optional<Claim> claim = claims.next(now);
                claim.isPresent();
                claim = claims.next(now)) {
            bodies.add(new String(claim.get().payload().body(), UTF_8));
            claims.done(claim.get());
        }
        return bodies;
    }

    /** The one that comes, however long its way here is. */
    private String runOne() throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        List<String> bodies = run(Instant.now());
        while (bodies.isEmpty() && System.nanoTime() - end < 0) {
            claims.await(Duration.ofSeconds(1));
            bodies = run(Instant.now());
        }
        assertThat(bodies).hasSize(1);
        return bodies.getFirst();
    }

    private String submit(String body) throws StoreException {
        return submit(body, 50, Instant.EPOCH);
    }

    private void submitQuietly(String body) {
        try {
            submit(body);
        } catch (StoreException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String submit(String body, int priority, Instant due) throws StoreException {
        return store.submit(payload(body), priority, due);
    }

    private static Payload payload(String body) {
        return new Payload(Map.of("kind", "test"), body.getBytes(UTF_8));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file ->
                            !file.endsWith("lock") && !file.startsWith(root.resolve("spare")))
                    .toList();
        }
    }
}

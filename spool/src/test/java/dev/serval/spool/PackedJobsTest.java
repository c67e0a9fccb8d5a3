package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that were submitted together and are in one file. */
final class PackedJobsTest {

    private static final RetryRules RETRIES = new RetryRules(3, Duration.ofMillis(1));

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

    /** As if threads had submitted them while another wrote. */
    private Path deliver(String... bodies) throws Exception {
        return deliver(root, bodies);
    }

    /** The same in any spool. */
    static Path deliver(Path root, String... bodies) throws Exception {
        List<Submission> jobs =
                Arrays.stream(bodies)
                        .map(body -> PackTest.submission(50, body.getBytes(UTF_8)))
                        .toList();
        Path desk = root.resolve("desk");
        Folders.make(desk);
        new Deliveries(
                        new Folders(root),
                        new Disk(FsyncPolicy.NEVER),
                        new Spares(root.resolve("spare")),
                        desk)
                .deliver(jobs);
        Files.delete(desk);
        return root.resolve("new").resolve(jobs.getFirst().name().packed(jobs.size()).toString());
    }

    @ParameterizedTest
    @EnumSource(FsyncPolicy.class)
    void theyAreRunInTheirOrderAndLeaveNothing(FsyncPolicy policy) throws Exception {
        store.close();
        store = store(policy, false);
        claims = store.claims();
        deliver("a", "b", "c");

        assertThat(run()).containsExactly("a1", "b1", "c1");

        store.close();
        assertThat(files()).isEmpty();
    }

    @Test
    void oneWithPriorityIsRunBeforeTheRestOfThem() throws Exception {
        deliver("a", "b");
        Claim first = next();
        store.submit(new Payload(Map.of(), "urgent".getBytes(UTF_8)), 1, Instant.EPOCH);
        claims.done(first);

        // What is new is told by inotify, a moment later.
        Claim second = next();
        List<String> rest = new ArrayList<>(List.of(text(second)));
        claims.done(second);
        rest.addAll(run());
        assertThat(rest).containsExactlyInAnyOrder("urgent1", "b1");
    }

    @Test
    void oneThatFailsIsRunAgainAndTheOthersOnce() throws Exception {
        deliver("a", "b", "c");
        Claim a = next();

        claims.failed(a, Optional.of(Duration.ZERO), "no route", Instant.now());
        List<String> ran = runUntil(3);

        assertThat(ran).containsExactlyInAnyOrder("a2", "b1", "c1");
        assertThat(files()).isEmpty();
    }

    @Test
    void oneThatIsLeftHasNotBeenTried() throws Exception {
        deliver("a", "b");

        claims.leave(next(), Instant.now());

        assertThat(runUntil(2)).containsExactlyInAnyOrder("a1", "b1");
    }

    @Test
    void theLastOneThatFailsTakesTheFileAway() throws Exception {
        deliver("a", "b");
        claims.done(next());
        Claim b = next();

        for (int attempt = 1; attempt <= 3; attempt++) {
            claims.failed(b, Optional.of(Duration.ZERO), "no route", Instant.now());
            b = attempt < 3 ? next() : b;
        }

        FolderView view = FolderView.of(root).orElseThrow();
        assertThat(view.depth(Instant.now())).isEqualTo(new SpoolView.Depth(0, 0, 0, 1, 0));
        assertThat(view.payload(view.list(10).getFirst()).body()).asString(UTF_8).isEqualTo("b");
    }

    @Test
    void aDamagedOneIsDeadAndTheOthersAreRun() throws Exception {
        Path file = deliver("first", "second", "third");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, UTF_8).indexOf("second");
        bytes[at] = 'S';
        Files.write(file, bytes);

        assertThat(run()).containsExactly("first1", "third1");

        assertThat(FolderView.of(root).orElseThrow().list(10))
                .singleElement()
                .extracting(SpoolView.Entry::why)
                .isEqualTo("the file is damaged: its checksum does not fit");
    }

    @Test
    void aDamagedListIsDeadWithItsReason() throws Exception {
        Path file = deliver("a", "b");
        Files.write(file, new byte[200]);
        deliver("c", "d");

        assertThat(run()).containsExactly("c1", "d1");

        FolderView view = FolderView.of(root).orElseThrow();
        assertThat(view.depth(Instant.now()).dead()).isEqualTo(2);
        assertThat(view.list(10))
                .singleElement()
                .extracting(SpoolView.Entry::why)
                .asString()
                .startsWith(
                        "the file is damaged: 0 whole jobs are in its first 0 bytes of 200, instead of 2");
        assertThat(claims.news()).singleElement().asString().contains("is dead: the file");
    }

    @Test
    void whatIsNotBegunSoonIsForOthers() throws Exception {
        deliver("slow", "b", "c");
        Claims own = claims;
        Claim slow = next();
        try (FolderStore other = store(FsyncPolicy.NEVER, false)) {
            claims = other.claims();

            assertThat(runUntil(2)).containsExactly("b1", "c1");
        }
        own.done(slow);
        store.close();
        assertThat(files()).isEmpty();
    }

    @Test
    void theOperatorSeesEachOfThem() throws Exception {
        deliver("a", "b", "c");
        FolderView view = FolderView.of(root).orElseThrow();
        assertThat(view.depth(Instant.now()).ready()).isEqualTo(3);
        assertThat(view.list(2)).hasSize(2);
        for (SpoolView.Entry entry : view.list(10)) {
            assertThat(entry.place()).isEqualTo(SpoolView.Place.WAITING);
            assertThat(view.payload(view.find(entry.name().id()).orElseThrow()).body()).hasSize(1);
        }

        Claim a = next();

        SpoolView.Depth depth = view.depth(Instant.now());
        assertThat(depth.running()).isEqualTo(1);
        assertThat(depth.ready()).isEqualTo(2);
        assertThat(view.find(a.name().id()).orElseThrow().place())
                .isEqualTo(SpoolView.Place.RUNNING);
        claims.done(a);
        assertThat(view.find(a.name().id())).isEmpty();
    }

    @Test
    void whoLeavesGivesBackWhatItHasNotBegun() throws Exception {
        deliver("a", "b", "c");
        claims.done(next());

        store.close();
        assertThat(FolderView.of(root).orElseThrow().depth(Instant.now()).ready()).isEqualTo(2);

        store = store(FsyncPolicy.NEVER, false);
        claims = store.claims();
        assertThat(run()).containsExactly("b1", "c1");
    }

    @Test
    void inOrderOneThatFailsHoldsBackTheOthers() throws Exception {
        deliver("a", "b", "c");
        store.close();
        store = store(FsyncPolicy.NEVER, true);
        claims = store.claims();
        Claim a = next();

        claims.failed(a, Optional.of(Duration.ofMillis(300)), "later", Instant.now());

        assertThat(runUntil(3)).containsExactly("a2", "b1", "c1");
    }

    @Test
    void whatTheDeadHaveLeftHalfTakenOutIsRunOnce() throws Exception {
        Path packed = deliver("done", "begun", "half", "waits");
        Path dead = root.resolve("cur").resolve("xxxxxxxx-1-7-1-1");
        Folders.make(dead);
        Path file = dead.resolve(String.valueOf(packed.getFileName()));
        Files.move(packed, file);
        JobName called = JobName.parse(file.getFileName().toString()).orElseThrow();
        JobName half;
        try (OpenPack pack = OpenPack.open(file, called)) {
            pack.end(0);
            pack.begin(1);
            half = pack.pack().name(2);
            // As a power cut leaves it that has lost the mark of its beginning.
            JobName begun = pack.pack().name(3).begun();
            Files.write(dead.resolve(begun.toString()), pack.pack().image(3));
        }
        Files.write(dead.resolve(half.toString()), new byte[5]);

        List<String> ran = runUntil(3);

        assertThat(ran).containsExactlyInAnyOrder("begun2", "half1", "waits1");
        assertThat(files()).isEmpty();
        assertThat(dead).doesNotExist();
    }

    private Claim next() throws Exception {
        long end = System.nanoTime() + Peers.PATIENCE_NANOS;
        while (System.nanoTime() - end < 0) {
            Optional<Claim> claim = claims.next(Instant.now());
            if (claim.isPresent()) {
                return claim.get();
            }
            claims.await(Duration.ofMillis(100));
        }
        throw new AssertionError("no job comes");
    }

    /** What is there: each with its attempt. */
    private List<String> run() throws Exception {
        List<String> ran = new ArrayList<>(runUntil(1));
        for (Optional<Claim> claim = claims.next(Instant.now());
                claim.isPresent();
                claim = claims.next(Instant.now())) {
            ran.add(text(claim.get()));
            claims.done(claim.get());
        }
        return ran;
    }

    private List<String> runUntil(int jobs) throws Exception {
        List<String> ran = new ArrayList<>();
        while (ran.size() < jobs) {
            Claim claim = next();
            ran.add(text(claim));
            claims.done(claim);
        }
        return ran;
    }

    private static String text(Claim claim) {
        return new String(claim.payload().body(), UTF_8) + claim.name().attempt();
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

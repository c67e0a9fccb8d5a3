package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does, whatever it keeps its jobs in. */
public abstract class StoreContract {

    private static final int LARGEST = 5_000_000;
    private static final RetryRules RETRIES = new RetryRules(3, Duration.ofMillis(20));

    private final List<JobStore> open = new ArrayList<>();
    private JobStore store;
    private Claims claims;
    private SpoolView view;

    /** A folder or a URL that nobody has used yet. */
    protected abstract String place() throws Exception;

    private String place;

    @BeforeEach
    public final void begin() throws Exception {
        place = place();
        store = another(false);
        claims = store.claims();
        view = Peers.view(place);
    }

    @AfterEach
    public final void end() {
        view.close();
        open.forEach(JobStore::close);
    }

    private JobStore another(boolean ordered) throws StoreException {
        JobStore made =
                Peers.store(place, new StoreRules(FsyncPolicy.NEVER, LARGEST, RETRIES, ordered));
        open.add(made);
        return made;
    }

    @Test
    public void aJobIsTakenOnceAndForgottenWhenItIsDone() throws Exception {
        byte[] body = new byte[LARGEST];
        body[LARGEST - 1] = 7;
        Map<String, String> metadata = Map.of("to", "ä@example.com", "empty", "");

        String id = store.submit(new Payload(metadata, body), 50, Instant.EPOCH);
        Claim claim = next(claims);

        assertThat(claim.name().id()).isEqualTo(id);
        assertThat(claim.name().attempt()).isEqualTo(1);
        assertThat(claim.payload().metadata()).isEqualTo(metadata);
        assertThat(claim.payload().body()).isEqualTo(body);
        assertThat(view.depth(Instant.now())).isEqualTo(new SpoolView.Depth(0, 0, 1, 0, 0));
        assertThat(claims.next(Instant.now())).isEmpty();
        claims.done(claim);
        assertThat(view.depth(Instant.now())).isEqualTo(SpoolView.Depth.NONE);
        assertThat(claims.news()).isEmpty();
    }

    @Test
    public void whatHasThePriorityIsTakenFirstAndThenWhatCameFirst() throws Exception {
        submit("a", 50, Instant.EPOCH);
        submit("b", 50, Instant.EPOCH);
        submit("later", 1, Instant.now().plusSeconds(60));
        submit("c", 7, Instant.EPOCH);

        assertThat(view.depth(Instant.now()).delayed()).isEqualTo(1);
        assertThat(view.depth(Instant.now()).oldest()).isPositive();
        assertThat(runAll(claims, Instant.now())).containsExactly("c", "a", "b");
        assertThat(runAll(claims, Instant.now().plusSeconds(61))).containsExactly("later");
    }

    @Test
    public void whatArrivesWhileItWaitsIsSeen() throws Exception {
        assertThat(claims.next(Instant.now())).isEmpty();
        Thread submitter = Thread.ofPlatform().start(() -> submitQuietly("late", Instant.EPOCH));

        assertThat(text(next(claims))).isEqualTo("late");
        submitter.join();
    }

    @Test
    public void whatIsDueSoonIsTakenThen() throws Exception {
        Instant due = Instant.now().plusMillis(300);
        submit("soon", 50, due);

        Claim claim = next(claims);

        assertThat(text(claim)).isEqualTo("soon");
        assertThat(Instant.now()).isAfterOrEqualTo(due.minusMillis(1));
    }

    @Test
    public void aJobThatFailsIsTriedUntilItIsDeadAndThenTheOperatorDecides() throws Exception {
        String id = submit("bad", 50, Instant.EPOCH);
        for (int attempt = 1; attempt <= 2; attempt++) {
            Fate fate = claims.failed(next(claims), Optional.empty(), "no route", Instant.now());
            assertThat(fate).isInstanceOf(Fate.Again.class);
        }
        String why = "no route (attempt 3 of 3)";
        assertThat(claims.failed(next(claims), Optional.empty(), "no route", Instant.now()))
                .isEqualTo(new Fate.Dead(why));

        SpoolView.Entry dead = view.find(id).orElseThrow();
        assertThat(dead.place()).isEqualTo(SpoolView.Place.DEAD);
        assertThat(view.list(10)).extracting(SpoolView.Entry::why).containsExactly(why);
        assertThat(view.payload(dead).body()).asString(UTF_8).isEqualTo("bad");
        assertThat(claims.next(Instant.now())).isEmpty();

        view.retry(dead, Instant.now());
        Claim again = next(claims);
        assertThat(again.name().attempt()).isEqualTo(1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            claims.failed(again, Optional.of(Duration.ZERO), "no route", Instant.now());
            again = attempt < 3 ? next(claims) : again;
        }
        view.purge(view.find(id).orElseThrow());
        assertThat(view.depth(Instant.now())).isEqualTo(SpoolView.Depth.NONE);
        assertThat(view.find(id)).isEmpty();
    }

    @Test
    public void aJobThatIsLeftIsNotCountedAsTried() throws Exception {
        submit("not mine", 50, Instant.EPOCH);

        claims.leave(next(claims), Instant.now().plusMillis(50));

        assertThat(next(claims).name().attempt()).isEqualTo(1);
    }

    @Test
    public void inOrderAJobToBeRunAgainHoldsBackThoseBehindIt() throws Exception {
        JobStore inOrder = another(true);
        Claims one = inOrder.claims();
        for (String body : List.of("a", "b", "c")) {
            inOrder.submit(new Payload(Map.of(), body.getBytes(UTF_8)), 50, Instant.EPOCH);
        }
        Instant now = Instant.now();

        Claim first = one.next(now).orElseThrow();
        assertThat(text(first)).isEqualTo("a");
        one.failed(first, Optional.of(Duration.ofMinutes(1)), "later", now);

        assertThat(one.next(Instant.now())).isEmpty();
        assertThat(runAll(one, now.plusSeconds(61))).containsExactly("a", "b", "c");
    }

    @Test
    public void inOrderOnlyOneJobRuns() throws Exception {
        Claims one = another(true).claims();
        Claims two = another(true).claims();
        submit("a", 50, Instant.EPOCH);
        submit("b", 50, Instant.EPOCH);

        Claim running = next(one);

        assertThat(two.next(Instant.now())).isEmpty();
        one.done(running);
        assertThat(text(next(one))).isEqualTo("b");
    }

    @Test
    public void severalTakeEachJobOnce() throws Exception {
        int jobs = 200;
        for (int i = 0; i < jobs; i++) {
            submit("job " + i, 50, Instant.EPOCH);
        }
        ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Claims own = another(false).claims();
            threads.add(Thread.ofPlatform().start(() -> ran.addAll(runAllQuietly(own))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        Set<String> once = new HashSet<>(ran);
        assertThat(ran).hasSize(once.size());
        once.addAll(runAll(claims, Instant.now()));
        assertThat(once).hasSize(jobs);
    }

    @Test
    public void aJobOfTheLivingIsNotTaken() throws Exception {
        Claims other = another(false).claims();
        submit("long", 50, Instant.EPOCH);
        Claim running = next(claims);

        for (int looks = 0; looks < 3; looks++) {
            assertThat(other.next(Instant.now())).isEmpty();
            other.await(Duration.ofMillis(1100));
        }
        claims.done(running);
        assertThat(other.next(Instant.now())).isEmpty();
        assertThat(claims.news()).isEmpty();
    }

    @Test
    public void whatIsTooLargeIsRefused() {
        assertThatThrownBy(() ->
                        store.submit(
                                new Payload(Map.of(), new byte[LARGEST + 1]), 50, Instant.EPOCH))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("--spooler-max-size");
    }

    private String submit(String body, int priority, Instant due) throws StoreException {
        return store.submit(new Payload(Map.of(), body.getBytes(UTF_8)), priority, due);
    }

    private void submitQuietly(String body, Instant due) {
        try {
            submit(body, 50, due);
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next job, waited for. */
    private static Claim next(Claims claims) throws Exception {
        long end = System.nanoTime() + Peers.PATIENCE_NANOS;
        while (System.nanoTime() - end < 0) {
            Optional<Claim> claim = claims.next(Instant.now());
            if (claim.isPresent()) {
                return claim.get();
            }
            claims.await(Duration.ofSeconds(1));
        }
        throw new AssertionError("no job comes");
    }

    private static List<String> runAll(Claims claims, Instant now) throws StoreException {
        List<String> ran = new ArrayList<>();
        for (Optional<Claim> claim = claims.next(now);
                claim.isPresent();
                claim = claims.next(now)) {
            ran.add(text(claim.get()));
            claims.done(claim.get());
        }
        return ran;
    }

    private static List<String> runAllQuietly(Claims claims) {
        try {
            return runAll(claims, Instant.now());
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Claim claim) {
        return new String(claim.payload().body(), UTF_8);
    }
}

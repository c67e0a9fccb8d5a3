package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a ledger says of what was promised. */
public final class Promises {

    public final Set<String> accepted = new HashSet<>();
    public final Set<String> ran = new HashSet<>();
    public final Set<String> done = new HashSet<>();

    /** Run after it was known to be done. */
    public final List<String> again = new ArrayList<>();

    public Promises(List<String> told) {
        for (String line : told) {
            int space = line.indexOf(' ');
            String id = line.substring(space + 1);
            switch (line.substring(0, space)) {
                case "accepted" -> accepted.add(id);
                case "ran" -> {
                    ran.add(id);
                    if (done.contains(id)) {
                        again.add(id);
                    }
                }
                default -> done.add(id);
            }
        }
    }

    /** What a server that starts again does: it runs all that is left. */
    static List<String> runTheRest(Path root) throws Exception {
        return runTheRest(root.toString());
    }

    /** The same at a folder or URL. */
    public static List<String> runTheRest(String place) throws Exception {
        List<String> told = new ArrayList<>();
        RetryRules retries = new RetryRules(JobName.MOST_ATTEMPTS, Duration.ofMillis(1));
        StoreRules rules = new StoreRules(FsyncPolicy.NEVER, 1 << 20, retries, false);
        try (JobStore store = Peers.store(place, rules);
                SpoolView view = Peers.view(place)) {
            Claims claims = store.claims();
            long end = System.nanoTime() + Peers.PATIENCE_NANOS;
            // At least once: what the dead have left is cleared up even if no job is.
            boolean left = true;
            while (left && System.nanoTime() - end < 0) {
                left = Peers.patiently(() -> runOne(claims, view, told));
            }
            assertThat(left).as("not run").isFalse();
        }
        return told;
    }

    /** False if none was there to run, nor will be. */
    private static boolean runOne(Claims claims, SpoolView view, List<String> told)
            throws Exception {
        Optional<Claim> claim = claims.next(Instant.now());
        if (claim.isPresent()) {
            String id = claim.get().name().id();
            told.add("ran " + id);
            claims.done(claim.get());
            told.add("done " + id);
            return true;
        }
        claims.await(Duration.ofMillis(100));
        SpoolView.Depth depth = view.depth(Instant.now());
        return depth.ready() + depth.delayed() + depth.running() > 0;
    }
}

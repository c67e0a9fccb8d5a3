package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Processes that submit and run jobs and are killed with SIGKILL wherever they happen to be, while
 * something happens to what keeps the jobs.
 */
public final class CrashRounds {

    /** As many as wanted with {@code -Dserval.crash.rounds=200}. */
    public static final int ROUNDS = Integer.getInteger("serval.crash.rounds", 5);

    private static final long SEED = Long.getLong("serval.crash.seed", System.nanoTime());
    private static final List<String> WORDS = List.of("submit", "submit", "run", "run");
    private static final int MOST_PROGRESS_BYTES = 20_000;

    /** What happens between two rounds. */
    @FunctionalInterface
    public interface Disturbance {
        /**
         * @param round from 0
         */
        void happen(int round) throws Exception;
    }

    private CrashRounds() {}

    /**
     * Fails if a job was lost, or was run again though it was known to be done.
     *
     * @param url where jobs are kept
     */
    public static void run(String url, Path ledger, int rounds, Disturbance disturbance)
            throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> told;
        try (Peers peers = new Peers(url, ledger)) {
            for (String words : WORDS) {
                peers.start(words, FsyncPolicy.ALWAYS);
            }
            for (int round = 0; round < rounds; round++) {
                peers.awaitMore(random.nextInt(MOST_PROGRESS_BYTES));
                for (int i = 0; i < WORDS.size(); i++) {
                    if (random.nextInt(3) == 0) {
                        peers.replace(i, WORDS.get(i), FsyncPolicy.ALWAYS);
                    }
                }
                disturbance.happen(round);
            }
            peers.awaitMore(1000);
            peers.end();
            told = peers.told();
        }
        told.addAll(Promises.runTheRest(url));
        Promises kept = new Promises(told);

        System.out.printf(
                "crash test: %d rounds, %d jobs accepted, %d known to be done (seed %d)%n",
                rounds, kept.accepted.size(), kept.done.size(), SEED);
        assertThat(kept.accepted).hasSizeGreaterThan(rounds);
        assertThat(kept.again).as("run again though done").isEmpty();
        assertThat(kept.ran).as("all accepted").containsAll(kept.accepted);
        try (SpoolView view = Peers.view(url)) {
            assertThat(Peers.patiently(() -> view.list(10))).as("left").isEmpty();
        }
    }
}

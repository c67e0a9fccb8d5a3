package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes submit and run jobs and are killed with SIGKILL wherever they happen to be; their
 * ledger is compared with what was promised. Some rounds here; as many as wanted with {@code
 * -Dserval.crash.rounds=200}.
 */
final class CrashTest {

    private static final long SEED = Long.getLong("serval.crash.seed", System.nanoTime());
    private static final List<String> WORDS = List.of("submit", "submit", "run", "run");

    @TempDir private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void whoeverIsKilledNoJobIsLostAndNoneThatIsDoneIsRunAgain() throws Exception {
        Path root = folder.resolve("spool");
        List<String> told;
        try (Peers peers = new Peers(root.toString(), folder.resolve("ledger"))) {
            for (String words : WORDS) {
                peers.start(words, policy());
            }
            for (int round = 0; round < CrashRounds.ROUNDS; round++) {
                peers.awaitMore(random.nextInt(20_000));
                boolean all = random.nextInt(5) == 0;
                for (int i = 0; i < WORDS.size(); i++) {
                    if (all || random.nextInt(3) == 0) {
                        peers.replace(i, WORDS.get(i), policy());
                    }
                }
            }
            peers.end();
            told = peers.told();
        }

        told.addAll(Promises.runTheRest(root));

        check(new Promises(told));
        assertThat(left(root)).as("neither half a file nor a folder of the dead").isEmpty();
    }

    @Test
    void oneWhoIsKilledWithoutAJobLeavesNothingEither() throws Exception {
        Path root = folder.resolve("spool");
        try (Peers peers = new Peers(root.toString(), folder.resolve("ledger"))) {
            peers.start("run", policy());
            peers.awaitAtWork();
        }

        Promises.runTheRest(root);

        assertThat(left(root)).isEmpty();
    }

    private FsyncPolicy policy() {
        return List.of(FsyncPolicy.values()).get(random.nextInt(3));
    }

    private static void check(Promises kept) {
        assertThat(kept.accepted).as("seed %d", SEED).hasSizeGreaterThan(CrashRounds.ROUNDS);
        assertThat(kept.again).as("run again though done, seed %d", SEED).isEmpty();
        assertThat(kept.ran)
                .as("all accepted, seed %d", SEED)
                .containsAll(Set.copyOf(kept.accepted));
        System.out.printf(
                "crash test: %d rounds, %d jobs run, %d of them known to be done, seed %d%n",
                CrashRounds.ROUNDS, kept.ran.size(), kept.done.size(), SEED);
    }

    private static List<Path> left(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> root.relativize(path).getNameCount() > 1)
                    .filter(path -> !path.startsWith(root.resolve("spare")))
                    .toList();
        }
    }
}

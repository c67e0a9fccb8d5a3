package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes submit and run jobs and are killed with SIGKILL wherever they happen to be; their
 * ledger is compared with what was promised. Some rounds here; as many as wanted with {@code
 * -Dserval.crash.rounds=200}, and the same again with {@code -Dserval.crash.seed=N}.
 */
final class CrashTest {

    private static final int ROUNDS = Integer.getInteger("serval.crash.rounds", 10);
    private static final long SEED = Long.getLong("serval.crash.seed", System.nanoTime());
    private static final int SUBMITTERS = 2;
    private static final int PEERS = 4;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(120).toNanos();

    @TempDir private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<Process> peers = new ArrayList<>();

    @AfterEach
    void killAll() {
        peers.forEach(Process::destroyForcibly);
    }

    @Test
    void whoeverIsKilledNoJobIsLostAndNoneThatIsDoneIsRunAgain() throws Exception {
        Path root = folder.resolve("spool");
        Path ledger = Files.createFile(folder.resolve("ledger"));
        for (int i = 0; i < PEERS; i++) {
            peers.add(start(i, root, ledger));
        }
        for (int round = 0; round < ROUNDS; round++) {
            awaitMore(ledger, random.nextInt(20_000));
            boolean all = random.nextInt(5) == 0;
            for (int i = 0; i < PEERS; i++) {
                if (all || random.nextInt(3) == 0) {
                    kill(i);
                    peers.set(i, start(i, root, ledger));
                }
            }
        }
        for (int i = 0; i < PEERS; i++) {
            kill(i);
        }

        List<String> told = new ArrayList<>(Files.readAllLines(ledger));
        runTheRest(root, told);

        check(told);
        assertThat(left(root)).isEmpty();
    }

    private void kill(int peer) throws InterruptedException {
        peers.get(peer).destroyForcibly().waitFor();
    }

    private Process start(int number, Path root, Path ledger) throws IOException {
        FsyncPolicy policy = FsyncPolicy.values()[random.nextInt(3)];
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashPeer.class.getName(),
                        number < SUBMITTERS ? "submit" : "run",
                        root.toString(),
                        ledger.toString(),
                        policy.name())
                .inheritIO()
                .start();
    }

    /** So many bytes more: the processes have got on. */
    private static void awaitMore(Path ledger, int bytes) throws IOException {
        long wanted = Files.size(ledger) + bytes;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (Files.size(ledger) < wanted) {
            assertThat(System.nanoTime() - end).as("nobody gets on").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What a server that starts again does: it runs all that is left. */
    private static void runTheRest(Path root, List<String> told) throws Exception {
        RetryRules retries = new RetryRules(JobName.MOST_ATTEMPTS, Duration.ofMillis(1));
        SpoolView view = SpoolView.of(root).orElseThrow();
        try (FolderStore store =
                FolderStore.open(
                        root, new FolderStore.Rules(FsyncPolicy.NEVER, 1 << 20, retries, false))) {
            Claims claims = store.claims();
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (!empty(view.depth(Instant.now())) && System.nanoTime() - end < 0) {
                Optional<Claim> claim = claims.next(Instant.now());
                if (claim.isEmpty()) {
                    claims.await(Duration.ofMillis(100));
                    continue;
                }
                while (claim.isPresent()) {
                    told.add("ran " + claim.get().name().id());
                    claims.done(claim.get());
                    told.add("done " + claim.get().name().id());
                    claim = claims.next(Instant.now());
                }
            }
        }
    }

    private static boolean empty(SpoolView.Depth depth) {
        return depth.ready() + depth.delayed() + depth.running() == 0;
    }

    private static void check(List<String> told) {
        Set<String> accepted = new HashSet<>();
        Set<String> ran = new HashSet<>();
        Set<String> done = new HashSet<>();
        List<String> again = new ArrayList<>();
        for (String line : told) {
            String id = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, line.indexOf(' '))) {
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
        assertThat(accepted).as("seed %d", SEED).hasSizeGreaterThan(ROUNDS);
        assertThat(again).as("run again though done, seed %d", SEED).isEmpty();
        accepted.removeAll(ran);
        assertThat(accepted).as("lost, seed %d", SEED).isEmpty();
        System.out.printf(
                "crash test: %d rounds, %d jobs run, %d of them known to be done, seed %d%n",
                ROUNDS, ran.size(), done.size(), SEED);
    }

    /** Neither half a file nor a folder of the dead. */
    private static List<Path> left(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> root.relativize(path).getNameCount() > 1).toList();
        }
    }
}

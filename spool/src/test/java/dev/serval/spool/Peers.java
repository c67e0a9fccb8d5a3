package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Processes that submit and run jobs in one place, and their ledger. */
public final class Peers implements AutoCloseable {

    public static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final String place;
    private final Path ledger;
    private final List<Process> all = new ArrayList<>();

    /**
     * @param place a folder, or a URL
     */
    public Peers(String place, Path ledger) throws IOException {
        this.place = place;
        this.ledger = Files.createFile(ledger);
    }

    /**
     * @param words what it does, {@code submit} or {@code run}
     */
    public void start(String words, FsyncPolicy policy) throws IOException {
        all.add(process(words, policy));
    }

    /** SIGKILL, and another in its place. */
    public void replace(int number, String words, FsyncPolicy policy)
            throws IOException, InterruptedException {
        all.get(number).destroyForcibly().waitFor();
        all.set(number, process(words, policy));
    }

    private Process process(String words, FsyncPolicy policy) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashPeer.class.getName(),
                        words,
                        place,
                        ledger.toString(),
                        policy.name())
                .inheritIO()
                .start();
    }

    /** So many bytes more in the ledger: the processes have got on. */
    public void awaitMore(int bytes) throws IOException {
        long wanted = Files.size(ledger) + bytes;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (Files.size(ledger) < wanted) {
            assertThat(System.nanoTime() - end).as("nobody gets on").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Until each has a folder of its own to run jobs in. */
    void awaitAtWork() throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (Abandoned.entries(Path.of(place).resolve("cur")).size() < all.size()) {
            assertThat(System.nanoTime() - end).as("nobody begins").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What keeps jobs at this folder or URL. */
    public static JobStore store(String place, StoreRules rules) throws StoreException {
        if (!place.contains(":")) {
            return FolderStore.open(Path.of(place), rules);
        }
        Depot depot = depot(place);
        return StoreEngine.of(depot, Peers.class.getClassLoader()).open(depot, rules);
    }

    /** The same for who looks at it. */
    public static SpoolView view(String place) throws StoreException {
        if (!place.contains(":")) {
            return FolderView.of(Path.of(place)).orElseThrow();
        }
        return StoreEngine.of(depot(place), Peers.class.getClassLoader()).view(depot(place));
    }

    /**
     * Asks again while what keeps the jobs is away, as a server does: another may be being promoted
     * in its place.
     */
    static <T> T patiently(Callable<T> question) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return question.call();
            } catch (StoreException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static Depot depot(String url) {
        return new Depot("crash", url, "", List.of());
    }

    /** All stop where they are, or go on. */
    void signal(String name) throws IOException {
        for (Process each : all) {
            LoopDisk.run("kill", "-" + name, Long.toString(each.pid()));
        }
    }

    public List<String> told() throws IOException {
        return new ArrayList<>(Files.readAllLines(ledger));
    }

    /** SIGKILL to all. */
    public void end() {
        all.forEach(each -> each.destroyForcibly().onExit().join());
    }

    @Override
    public void close() {
        end();
    }
}

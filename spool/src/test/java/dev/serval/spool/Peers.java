package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Processes that submit and run jobs in one folder, and their ledger. */
final class Peers implements AutoCloseable {

    static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final Path root;
    private final Path ledger;
    private final List<Process> all = new ArrayList<>();

    Peers(Path root, Path ledger) throws IOException {
        this.root = root;
        this.ledger = Files.createFile(ledger);
    }

    /**
     * @param words what it does, {@code submit} or {@code run}
     */
    void start(String words, FsyncPolicy policy) throws IOException {
        all.add(process(words, policy));
    }

    /** SIGKILL, and another in its place. */
    void replace(int number, String words, FsyncPolicy policy)
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
                        root.toString(),
                        ledger.toString(),
                        policy.name())
                .inheritIO()
                .start();
    }

    /** So many bytes more in the ledger: the processes have got on. */
    void awaitMore(int bytes) throws IOException {
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
        while (Abandoned.entries(root.resolve("cur")).size() < all.size()) {
            assertThat(System.nanoTime() - end).as("nobody begins").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** All stop where they are, or go on. */
    void signal(String name) throws IOException {
        for (Process each : all) {
            LoopDisk.run("kill", "-" + name, Long.toString(each.pid()));
        }
    }

    List<String> told() throws IOException {
        return new ArrayList<>(Files.readAllLines(ledger));
    }

    /** SIGKILL to all. */
    void end() {
        all.forEach(each -> each.destroyForcibly().onExit().join());
    }

    @Override
    public void close() {
        end();
    }
}

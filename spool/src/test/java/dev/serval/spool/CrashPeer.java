package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that submits jobs or runs them until it is killed, and keeps a ledger that all of them
 * append to: {@code accepted ID} once a submit has returned, {@code ran ID} while a job runs,
 * {@code done ID} once that it is done has returned.
 */
public final class CrashPeer {

    private static final int LARGEST_BODY = 20_000;
    private static final int USUAL_BODY = 500;
    private static final int THREADS = 4;
    private static final long SLOW_NANOS = 80_000_000;
    private static final long PAUSE_NANOS = 20_000_000;

    private static final int LOOK = 50;
    private static final int LARGE_BACKLOG = 1000;

    private final JobStore store;
    private final SpoolView view;
    private final FileOutputStream ledger;

    private CrashPeer(JobStore store, SpoolView view, FileOutputStream ledger) {
        this.store = store;
        this.view = view;
        this.ledger = ledger;
    }

    /** Words: what to do, the folder or URL, the ledger, the fsync policy. */
    public static void main(String[] words) throws Exception {
        StoreRules rules =
                new StoreRules(
                        FsyncPolicy.valueOf(words[3]),
                        1 << 20,
                        new RetryRules(JobName.MOST_ATTEMPTS, Duration.ofMillis(20)),
                        false);
        try (FileOutputStream ledger = new FileOutputStream(words[2], true)) {
            JobStore store = Peers.store(words[1], rules);
            CrashPeer peer = new CrashPeer(store, Peers.view(words[1]), ledger);
            if (words[0].equals("submit")) {
                peer.submit(words[1].contains(":") ? 1 : THREADS);
            }
            peer.run();
        }
    }

    private void submit(int threads) throws IOException {
        for (int i = 1; i < threads; i++) {
            Thread.ofPlatform().daemon().start(this::submitQuietly);
        }
        submit();
    }

    private void submitQuietly() {
        try {
            submit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void submit() throws IOException {
        for (int i = 0; ; i++) {
            if (i % LOOK == 0) {
                awaitRoom();
            }
            ThreadLocalRandom random = ThreadLocalRandom.current();
            boolean usual = random.nextInt(4) > 0;
            byte[] body = new byte[random.nextInt(usual ? USUAL_BODY : LARGEST_BODY)];
            Instant due = Instant.now().plusMillis(random.nextInt(-50, 20));
            try {
                Payload payload = new Payload(Map.of("k", "v"), body);
                int priority = usual ? 50 : random.nextInt(100);
                write("accepted " + store.submit(payload, priority, due));
            } catch (StoreException e) {
                // What keeps the jobs is away for a while.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** So that who is faster does not fill the disk. */
    private void awaitRoom() {
        try {
            while (view.depth(Instant.now()).ready() > LARGE_BACKLOG) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            // What keeps the jobs is away for a while.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void run() throws IOException, InterruptedException {
        Claims claims = store.claims();
        while (true) {
            try {
                Optional<Claim> claim = claims.next(Instant.now());
                if (claim.isPresent()) {
                    run(claims, claim.get());
                } else {
                    claims.await(Duration.ofMillis(200));
                }
            } catch (StoreException e) {
                claims.await(Duration.ofMillis(20));
            }
        }
    }

    private void run(Claims claims, Claim claim) throws IOException {
        String id = claim.name().id();
        write("ran " + id);
        if (ThreadLocalRandom.current().nextInt(200) == 0) {
            LockSupport.parkNanos(SLOW_NANOS);
        }
        switch (ThreadLocalRandom.current().nextInt(10)) {
            case 0 -> claims.failed(claim, Optional.empty(), "by chance", Instant.now());
            case 1 -> claims.leave(claim, Instant.now().plusMillis(30));
            default -> {
                claims.done(claim);
                write("done " + id);
            }
        }
    }

    /** One call of the kernel's: lines of several processes do not mix. */
    private void write(String line) throws IOException {
        ledger.write((line + "\n").getBytes(UTF_8));
    }
}

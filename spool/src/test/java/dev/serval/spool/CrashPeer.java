package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
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
    private static final long PAUSE_NANOS = 20_000_000;

    private final JobStore store;
    private final FileOutputStream ledger;

    private CrashPeer(JobStore store, FileOutputStream ledger) {
        this.store = store;
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
            CrashPeer peer = new CrashPeer(Peers.store(words[1], rules), ledger);
            if (words[0].equals("submit")) {
                peer.submit();
            }
            peer.run();
        }
    }

    private void submit() throws IOException {
        while (true) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            byte[] body = new byte[random.nextInt(LARGEST_BODY)];
            Instant due = Instant.now().plusMillis(random.nextInt(-50, 50));
            try {
                Payload payload = new Payload(Map.of("k", "v"), body);
                write("accepted " + store.submit(payload, random.nextInt(100), due));
            } catch (StoreException e) {
                // What keeps the jobs is away for a while.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
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

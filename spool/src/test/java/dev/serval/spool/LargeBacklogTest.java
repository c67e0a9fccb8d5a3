package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What submitting and claiming cost does not grow with what waits. Some thousand jobs here; {@code
 * -Dserval.backlog=100000} for the figures in the docs.
 */
final class LargeBacklogTest {

    private static final int JOBS = Integer.getInteger("serval.backlog", 30_000);
    private static final int SAMPLE = 2_000;

    @TempDir private Path root;

    @Test
    void aLargeBacklogIsWorkedOffAsFastAsASmallOne() throws Exception {
        RetryRules retries = new RetryRules(3, Duration.ofSeconds(1));
        try (FolderStore store =
                FolderStore.open(root, new StoreRules(FsyncPolicy.NEVER, 1000, retries, false))) {
            double submitEmpty = submit(store, SAMPLE);
            submit(store, JOBS - 2 * SAMPLE);
            double submitFull = submit(store, SAMPLE);
            Claims claims = store.claims();
            double first = claim(claims, 1);
            double full = claim(claims, SAMPLE);
            int rest = JOBS - 2 * SAMPLE - 1;
            double all = claim(claims, rest);
            double last = claim(claims, SAMPLE);

            System.out.printf(
                    "backlog of %d: submit %.0f us when empty, %.0f us when full; claim and done"
                            + " %.0f us when full, %.0f us on average, %.0f us at the end; the"
                            + " first, with the listing, %.0f ms%n",
                    JOBS, submitEmpty, submitFull, full, all, last, first / 1000);
            assertThat(claims.next(Instant.now())).isEmpty();
            // Ten times is not twice: the machine may be busy. A scan for each would be hundreds.
            assertThat(submitFull).isLessThan(10 * submitEmpty + 500);
            assertThat(full).isLessThan(10 * last + 500);
        }
    }

    /**
     * @return microseconds for each
     */
    private static double submit(FolderStore store, int jobs) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            store.submit(new Payload(Map.of(), new byte[100]), 50, Instant.EPOCH);
        }
        return (System.nanoTime() - begin) / 1000.0 / jobs;
    }

    private static double claim(Claims claims, int jobs) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            Optional<Claim> claim = claims.next(Instant.now());
            claims.done(claim.orElseThrow());
        }
        return (System.nanoTime() - begin) / 1000.0 / jobs;
    }
}

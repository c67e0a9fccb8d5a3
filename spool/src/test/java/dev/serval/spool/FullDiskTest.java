package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FullDiskTest {

    private static final int BODY_BYTES = 10_000;

    @TempDir private Path disk;

    @BeforeEach
    void mount() throws IOException {
        Assumptions.assumeTrue(
                Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
                "only root can mount a file system");
        Assumptions.assumeTrue(
                LoopDisk.run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString())
                        == 0,
                "this root may not mount a file system");
    }

    @AfterEach
    void unmount() throws IOException {
        LoopDisk.run("umount", "--lazy", disk.toString());
    }

    @Test
    void onAFullDiskASubmitFailsAndNothingIsHalfThere() throws Exception {
        Path root = disk.resolve("spool");
        RetryRules retries = new RetryRules(3, Duration.ofSeconds(1));
        try (FolderStore store =
                FolderStore.open(
                        root, new StoreRules(FsyncPolicy.ALWAYS, 1 << 20, retries, false))) {
            List<String> accepted = new ArrayList<>();
            String refusal = fill(store, accepted);

            assertThat(refusal)
                    .isEqualTo(
                            "the job was not taken: cannot write in %s: No space left on device"
                                    .formatted(root));
            assertThat(accepted).hasSizeGreaterThan(5);
            assertThat(Abandoned.entries(root.resolve("new"))).hasSize(accepted.size());
            for (String writer : Abandoned.entries(root.resolve("tmp"))) {
                assertThat(Abandoned.entries(root.resolve("tmp").resolve(writer)))
                        .containsExactly("lock");
            }

            assertThat(run(store.claims())).containsExactlyElementsOf(accepted);
            assertThat(store.submit(payload(), 50, Instant.EPOCH)).isNotEmpty();
        }
    }

    private static String fill(FolderStore store, List<String> accepted) {
        while (true) {
            try {
                accepted.add(store.submit(payload(), 50, Instant.EPOCH));
            } catch (StoreException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    private static List<String> run(Claims claims) throws StoreException {
        List<String> ran = new ArrayList<>();
        for (Optional<Claim> claim = claims.next(Instant.now());
                claim.isPresent();
                claim = claims.next(Instant.now())) {
            assertThat(claim.get().payload().body()).hasSize(BODY_BYTES);
            ran.add(claim.get().name().id());
            claims.done(claim.get());
        }
        return ran;
    }

    private static Payload payload() {
        return new Payload(Map.of(), new byte[BODY_BYTES]);
    }
}

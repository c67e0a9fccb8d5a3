package dev.serval.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private static final StoreRules RULES =
            new StoreRules(
                    FsyncPolicy.NEVER, 1 << 20, new RetryRules(3, Duration.ofMillis(1)), false);

    @TempDir private Path disk;

    /** Names seen in the folder of those that wait. */
    private final List<String> waited = new ArrayList<>();

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

    @Test
    void aJobThatFailsNeedsNoRoomBesideThoseItSharesAFileWith() throws Exception {
        Path root = disk.resolve("spool");
        try (FolderStore store = FolderStore.open(root, RULES)) {
            PackedJobsTest.deliver(root, "a", "b", "c");
            Claims claims = store.claims();
            fillUp(disk.resolve("rest"));

            assertThat(run(claims, 4)).containsExactly("a1", "b1", "c1", "b2");

            assertThat(waited)
                    .anyMatch(name -> name.endsWith("+01"))
                    .noneMatch(name -> name.endsWith("-001"));
        }
        assertThat(FolderView.of(root).orElseThrow().depth(Instant.now()))
                .isEqualTo(SpoolView.Depth.NONE);
    }

    @Test
    void whatTheDeadHaveLeftTogetherNeedsNoRoomToBeRunAgain() throws Exception {
        Path root = disk.resolve("spool");
        try (FolderStore store = FolderStore.open(root, RULES)) {
            Path packed = PackedJobsTest.deliver(root, "killed", "next");
            Path dead = root.resolve("cur").resolve("xxxxxxxx-1-7-1-1");
            Folders.make(dead);
            Path left = Files.move(packed, dead.resolve(packed.getFileName()));
            try (OpenPack pack =
                    OpenPack.open(left, JobName.parse(left.getFileName().toString()).get())) {
                pack.begin(0);
            }
            Path lock = root.resolve("tmp").resolve(dead.getFileName());
            Folders.make(lock);
            Files.write(lock.resolve("lock"), new byte[1]);
            Claims claims = store.claims();
            fillUp(disk.resolve("rest"));

            new Abandoned(
                            new Folders(root),
                            RULES.retries(),
                            new Disk(RULES.policy()),
                            new Spares(root.resolve("spare")),
                            Owner.next())
                    .giveBack(Instant.now());

            assertThat(Abandoned.entries(root.resolve("new")))
                    .singleElement()
                    .asString()
                    .endsWith("-001+02");
            assertThat(run(claims, 2)).containsExactly("killed2", "next1");
        }
    }

    /** Runs so many; the first attempt of "b" fails. */
    private List<String> run(Claims claims, int jobs) throws Exception {
        List<String> ran = new ArrayList<>();
        long end = System.nanoTime() + Peers.PATIENCE_NANOS;
        while (ran.size() < jobs && System.nanoTime() - end < 0) {
            waited.addAll(Abandoned.entries(disk.resolve("spool").resolve("new")));
            Optional<Claim> next = claims.next(Instant.now());
            if (next.isEmpty()) {
                claims.await(Duration.ofMillis(100));
                continue;
            }
            Claim claim = next.get();
            ran.add(new String(claim.payload().body(), UTF_8) + claim.name().attempt());
            if (ran.getLast().equals("b1")) {
                claims.failed(claim, Optional.of(Duration.ZERO), "full", Instant.now());
            } else {
                claims.done(claim);
            }
        }
        return ran;
    }

    private static void fillUp(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                channel.write(ByteBuffer.allocate(512));
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
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

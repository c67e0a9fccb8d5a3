package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes work in a spool on a disk of its own, and again and again the disk is copied as a power
 * cut would leave it, with what had been written to the device and nothing of what the kernel only
 * had in memory. As many cuts as wanted with {@code -Dserval.crash.cuts=100}.
 */
final class PowerCutTest {

    private static final int CUTS = Integer.getInteger("serval.crash.cuts", 2);
    private static final int RUNNERS = 1;

    @TempDir private Path work;

    private final SplittableRandom random = new SplittableRandom();

    @Test
    void whatWasAcceptedIsThereAfterItAndWhatWasDoneIsNot() throws Exception {
        try (LoopDisk disk = LoopDisk.make(work);
                Peers peers = new Peers(disk.folder() + "/spool", work.resolve("ledger"))) {
            peers.start("submit", FsyncPolicy.ALWAYS);
            peers.start("submit", FsyncPolicy.BATCH);
            peers.start("submit", FsyncPolicy.ALWAYS);
            for (int i = 0; i < RUNNERS; i++) {
                peers.start("run", FsyncPolicy.ALWAYS);
            }
            for (int cut = 0; cut < CUTS; cut++) {
                peers.awaitMore(5_000 + random.nextInt(10_000));
                peers.signal("STOP");
                Promises before = new Promises(peers.told());
                try (LoopDisk after = disk.powerCut(work)) {
                    peers.signal("CONT");
                    Path root = after.folder().resolve("spool");
                    rebooted(root);
                    check(before, new Promises(Promises.runTheRest(root)), root);
                }
            }
        }
    }

    private static void check(Promises before, Promises after, Path root) throws IOException {
        assertThat(FolderView.of(root).orElseThrow().list(10)).as("damaged").isEmpty();
        Set<String> missing = new HashSet<>(before.accepted);
        missing.removeAll(before.done);
        int wanted = missing.size();
        missing.removeAll(after.ran);
        // Each may have been done by a process that was stopped before it could say so.
        assertThat(missing).as("lost of %d", wanted).hasSizeLessThanOrEqualTo(RUNNERS);
        assertThat(before.ran).containsAll(missing);
        assertThat(after.ran).as("done before it").doesNotContainAnyElementsOf(before.done);
        assertThat(wanted).isPositive();
    }

    /** The kernel of another boot has another id; no process of before lives. */
    private static void rebooted(Path root) throws IOException {
        for (String folder : List.of("tmp", "cur")) {
            for (String owner : Abandoned.entries(root.resolve(folder))) {
                Files.move(
                        root.resolve(folder).resolve(owner),
                        root.resolve(folder)
                                .resolve("0" + owner.substring(1).replaceFirst("^.", "x")));
            }
        }
    }
}

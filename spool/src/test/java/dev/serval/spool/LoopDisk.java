package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in a file, so that what a power cut would leave can be looked at. */
final class LoopDisk implements AutoCloseable {

    private final Path image;
    private final Path folder;

    private LoopDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** An empty one, ext4; skips the test where none can be had. */
    static LoopDisk make(Path work) throws IOException {
        Assumptions.assumeTrue(
                Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
                "only root can mount a file system");
        Path image = work.resolve("image");
        Assumptions.assumeTrue(
                run("truncate", "-s", "96M", image.toString()) == 0
                        && run("mkfs.ext4", "-q", "-F", image.toString()) == 0,
                "there is no mkfs.ext4");
        return mount(image, work.resolve("disk"));
    }

    private static LoopDisk mount(Path image, Path folder) throws IOException {
        Files.createDirectories(folder);
        Assumptions.assumeTrue(
                run("mount", "-o", "loop", image.toString(), folder.toString()) == 0,
                "this root may not mount a file system");
        return new LoopDisk(image, folder);
    }

    /**
     * What would be there if the power went now: only what was written to the device. The kernel
     * writes while it is copied; a copy that it has changed under is no moment's.
     */
    LoopDisk powerCut(Path work) throws IOException {
        Path copy = work.resolve("cut");
        do {
            run("cp", "--sparse=always", image.toString(), copy.toString());
        } while (run("cmp", "-s", image.toString(), copy.toString()) != 0);
        return mount(copy, work.resolve("after"));
    }

    Path folder() {
        return folder;
    }

    static int run(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
        Files.deleteIfExists(image);
    }
}

package dev.serval.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few bytes, half of which are taken until {@link #makeRoom}; needs root. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path ballast;

    /**
     * @param kilobytes how large it is
     */
    SmallDisk(int kilobytes) throws IOException {
        Assumptions.assumeTrue(
                Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
                "only root can mount a file system");
        folder = Files.createTempDirectory("serval-disk");
        String size = "size=" + kilobytes + "k";
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()) == 0,
                "this root may not mount a file system");
        ballast = Files.write(folder.resolve("ballast"), new byte[kilobytes * 1024 / 2]);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Half of it is free again. */
    void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
        Files.deleteIfExists(folder);
    }
}

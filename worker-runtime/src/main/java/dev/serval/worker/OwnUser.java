package dev.serval.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who we are, as a number. */
final class OwnUser {

    private OwnUser() {}

    /** The effective user of this process; the owner of its folder in proc(5). */
    static int uid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find out our own user", e);
        }
    }
}

package dev.serval.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's name, for SERVER_NAME. */
public final class HostName {

    private HostName() {}

    /** As the kernel has it; {@code localhost} where there is no /proc. */
    public static String own() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        } catch (IOException e) {
            return "localhost";
        }
    }
}

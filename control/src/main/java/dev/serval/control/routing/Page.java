package dev.serval.control.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page that is held in memory. */
public final class Page {

    private static final long MAX_BYTES = 1 << 20;

    private Page() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying what is wrong with the file
     */
    public static byte[] read(String file) {
        Path path = Path.of(file);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "%s is larger than %d bytes".formatted(file, MAX_BYTES));
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
        }
    }
}

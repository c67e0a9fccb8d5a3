package dev.serval.router.exchange;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file that no folder lists: it goes when it is closed, or with the process. */
final class NamelessFile {

    private NamelessFile() {}

    /**
     * Makes one, to be read and written.
     *
     * @param prefix of the name that it has for a moment
     * @throws IOException if there is no room for temporary files
     */
    static FileChannel open(String prefix) throws IOException {
        Path path = Files.createTempFile(prefix, "");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }
}

package dev.serval.adapter.usercode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** Why a class path may lack what it seems to have: class loaders pass over it in silence. */
final class BrokenEntry {

    private BrokenEntry() {}

    /**
     * For the end of a message.
     *
     * @return the first entry that is not there, or is no jar; empty if all are well
     */
    static String in(List<String> classPath) {
        for (String entry : classPath) {
            Path file = Path.of(entry);
            if (entry.endsWith("/*") || Files.isDirectory(file)) {
                continue;
            }
            if (!Files.exists(file)) {
                return "; %s is not there".formatted(entry);
            }
            try (ZipFile jar = new ZipFile(file.toFile())) {
                if (jar.size() == 0) {
                    return "; %s is empty".formatted(entry);
                }
            } catch (IOException e) {
                return "; %s is no jar: it is no zip archive, or not a whole one; copy or build it again"
                        .formatted(entry);
            }
        }
        return "";
    }
}

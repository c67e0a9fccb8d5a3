package dev.serval.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the files of one spool are.
 *
 * @param root the folder the operator has named
 */
record Folders(Path root) {

    /** A folder that only its owner may look into: bodies are nobody else's business. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /**
     * Makes those that are missing.
     *
     * @throws StoreException if that cannot be done
     */
    void make() throws StoreException {
        try {
            Path parent = root.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            for (Path folder : new Path[] {root, tmp(), fresh(), cur(), dead(), spare()}) {
                make(folder);
            }
        } catch (IOException e) {
            throw StoreException.unusable(root, e);
        }
    }

    /** Being written, by writer. */
    Path tmp() {
        return root.resolve("tmp");
    }

    /** Waiting. */
    Path fresh() {
        return root.resolve("new");
    }

    /** Being run, by whom. */
    Path cur() {
        return root.resolve("cur");
    }

    /** Given up, each beside the reason. */
    Path dead() {
        return root.resolve("dead");
    }

    /** Done, to be written again. */
    Path spare() {
        return root.resolve("spare");
    }

    /** The file that says why a job is dead. */
    Path reason(String name) {
        return dead().resolve(name + ".why");
    }
}

package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where jobs go that nobody runs again, each beside a file that says why. */
final class Graveyard {

    private final Folders folders;
    private final JobId ids = new JobId();

    Graveyard(Folders folders) {
        this.folders = folders;
    }

    /** What has no name of a job gets one, so that an operator sees it. */
    void stray(Path file) throws IOException {
        long now = System.currentTimeMillis();
        JobName name = new JobName(JobName.LAST_PRIORITY, now, ids.next(now), 0);
        bury(file, name.toString(), "it was called %s".formatted(file.getFileName()));
    }

    /**
     * The reason first: a reason without a job does no harm. On a full disk it is buried without
     * one.
     */
    void bury(Path file, String name, String why) throws IOException {
        Folders.make(folders.dead());
        try {
            Files.writeString(folders.reason(name), why + "\n");
        } catch (IOException e) {
            Files.deleteIfExists(folders.reason(name));
        }
        Disk.move(file, folders.dead().resolve(name));
    }
}

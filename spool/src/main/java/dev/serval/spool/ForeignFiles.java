package dev.serval.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Brings in the files of uWSGI's spooler, which lie in the folder itself or in one that is called
 * like their priority: {@code uwsgi_spoolfile_on_HOST_PID_...}. uWSGI locks a file while it writes
 * it (fcntl), and keeps the time it waits for as the time of its last change.
 */
final class ForeignFiles {

    private static final String MARK = "uwsgi_spoolfile_on_";
    private static final int PRIORITY_DIGITS = 4;
    private static final int USUAL_PRIORITY = 50;

    private final Folders folders;
    private final JobId ids = new JobId();

    ForeignFiles(Folders folders) {
        this.folders = folders;
    }

    void bringIn(List<String> news) throws IOException {
        int before = news.size();
        int brought = 0;
        for (String name : Abandoned.entries(folders.root())) {
            if (name.startsWith(MARK)) {
                brought += bringIn(folders.root().resolve(name), USUAL_PRIORITY) ? 1 : 0;
            } else if (name.matches("\\d{1,%d}".formatted(PRIORITY_DIGITS))) {
                brought += bringIn(name);
            }
        }
        if (brought > 0) {
            news.add(before, "%d jobs of uWSGI's spooler are brought in".formatted(brought));
        }
    }

    private int bringIn(String folder) throws IOException {
        int brought = 0;
        for (String name : Abandoned.entries(folders.root().resolve(folder))) {
            if (name.startsWith(MARK)) {
                Path file = folders.root().resolve(folder).resolve(name);
                brought += bringIn(file, Integer.parseInt(folder)) ? 1 : 0;
            }
        }
        return brought;
    }

    private boolean bringIn(Path file, int priority) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // An empty one is about to be locked by whoever has made it.
            if (channel.size() == 0 || channel.tryLock() == null) {
                return false;
            }
            long due = Files.getLastModifiedTime(file).toMillis();
            JobName name = new JobName(priority, due, ids.next(System.currentTimeMillis()), 0);
            Disk.move(file, folders.fresh().resolve(name.toString()));
            return true;
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            return false;
        }
    }
}

package dev.serval.spool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/**
 * Writes one folder to disk for many threads: whoever comes while that is done waits for the next
 * time, which counts for all of them.
 */
final class SharedSync {

    private final Path folder;
    private long asked;
    private long done;
    private boolean running;

    SharedSync(Path folder) {
        this.folder = folder;
    }

    /**
     * What this thread has done in the folder is on disk once this returns.
     *
     * @throws IOException if the disk refuses; then for each who waited
     */
    void sync() throws IOException {
        long mine = begin();
        if (mine == 0) {
            return;
        }
        boolean written = false;
        try {
            Disk.sync(folder);
            written = true;
        } finally {
            end(written ? mine : 0);
        }
    }

    private synchronized void end(long until) {
        running = false;
        done = Math.max(done, until);
        notifyAll();
    }

    /**
     * @return how many are written for; 0 if somebody has done it
     */
    private synchronized long begin() throws InterruptedIOException {
        asked++;
        long mine = asked;
        try {
            while (running && done < mine) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the folder was written");
        }
        if (done >= mine) {
            return 0;
        }
        running = true;
        return asked;
    }
}

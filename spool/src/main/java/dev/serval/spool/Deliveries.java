package dev.serval.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts jobs into the folder of those that wait: one alone as a file, several as a pack. */
final class Deliveries {

    private final Folders folders;
    private final Disk disk;
    private final Spares spares;
    private final Path desk;

    /**
     * @param desk a folder of this process's own, where files are written
     */
    Deliveries(Folders folders, Disk disk, Spares spares, Path desk) {
        this.folders = folders;
        this.disk = disk;
        this.spares = spares;
        this.desk = desk;
    }

    /** Whether one more job may be in the same file. */
    static boolean fits(List<Submission> group, Submission more) {
        int jobs = group.size() + 1;
        int bytes = group.stream().mapToInt(Submission::size).sum() + more.size();
        return jobs <= Pack.MOST_JOBS
                && more.goesWith(group.getFirst())
                && Pack.size(jobs, bytes) <= Pack.MOST_BYTES;
    }

    /**
     * Writes jobs that are in one file from now on.
     *
     * @throws StoreException if none was taken, or that is not known of any
     */
    void deliver(List<Submission> jobs) throws StoreException {
        JobName name = jobs.getFirst().name().packed(jobs.size() == 1 ? 0 : jobs.size());
        Path written = desk.resolve(name.toString());
        try {
            unbroken(() -> spares.write(disk, written, bytes(jobs)));
            move(written, name);
        } catch (IOException e) {
            throw StoreException.notWritten(folders.root(), e);
        }
        try {
            if (disk.policy() != FsyncPolicy.NEVER) {
                unbroken(() -> Disk.sync(folders.fresh()));
            }
        } catch (IOException e) {
            throw StoreException.notKept(folders.fresh(), e);
        }
    }

    private static ByteBuffer[] bytes(List<Submission> jobs) {
        Submission first = jobs.getFirst();
        return jobs.size() == 1
                ? new ByteBuffer[] {first.head().duplicate(), ByteBuffer.wrap(first.body())}
                : new ByteBuffer[] {Pack.of(jobs, true)};
    }

    private void move(Path written, JobName name) throws IOException {
        try {
            Disk.move(written, folders.fresh().resolve(name.toString()));
        } catch (IOException e) {
            Files.deleteIfExists(written);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** An interrupt closes the file under whoever writes it, who may be writing for others. */
    private static void unbroken(Step step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    step.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package dev.serval.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pack that jobs are added to. Nobody else sees it until it is shown; should this process be
 * killed, {@link Abandoned} shows it. One thread at a time, which may be interrupted.
 */
final class GrowingPack {

    /** What the name of its file ends with. */
    static final String OPEN = ".open";

    private final Path path;
    private final RandomAccessFile file;
    private final Submission like;
    private final long since = System.nanoTime();
    private @Nullable JobName first;
    private int jobs;
    private int bytes;
    private int end;

    private GrowingPack(Path path, RandomAccessFile file, Submission like) {
        this.path = path;
        this.file = file;
        this.like = like;
    }

    /** An empty one, for jobs that go with this one. */
    static GrowingPack begin(Path desk, Spares spares, Submission like) throws IOException {
        Path path = desk.resolve(like.name() + OPEN);
        if (!spares.take(path)) {
            Disk.create(path);
        }
        return new GrowingPack(path, new RandomAccessFile(path.toFile(), "rw"), like);
    }

    boolean fits(Submission job) {
        return jobs < Pack.MOST_JOBS && Pack.size(jobs + 1, bytes + job.size()) <= Pack.MOST_BYTES;
    }

    boolean takes(Submission job) {
        return like.goesWith(job);
    }

    /** Adds a job; it is there once this returns, and not at all if it fails. */
    void add(Submission job) throws IOException {
        ByteBuffer entry = Pack.of(List.of(job), jobs == 0);
        byte[] written = new byte[entry.remaining()];
        entry.get(written);
        try {
            file.seek(end);
            file.write(written);
        } catch (IOException e) {
            file.setLength(end);
            throw e;
        }
        first = first == null ? job.name() : first;
        end += written.length;
        bytes += job.size();
        jobs++;
    }

    /** Nanoseconds since it was begun. */
    long age() {
        return System.nanoTime() - since;
    }

    /** Shows it to whoever takes jobs; it may be called again if it fails. */
    void show(Path fresh) throws IOException {
        JobName name = first;
        if (name == null) {
            file.close();
            Files.deleteIfExists(path);
            return;
        }
        if (file.length() > end) {
            file.setLength(end);
        }
        Disk.move(path, fresh.resolve(name.packed(jobs).toString()));
        try {
            file.close();
        } catch (IOException e) {
            // It has been shown, whatever a close says.
            return;
        }
    }
}

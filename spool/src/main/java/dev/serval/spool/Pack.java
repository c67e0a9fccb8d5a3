package dev.serval.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Several jobs as the bytes of one file: {@code SPK1}, and for each job a mark, its length, its
 * name, a sum of these two, and what it would be as a {@link SpoolFile}. Marks are the only bytes
 * that are written again.
 */
final class Pack {

    /** A mark: the job is done, or has a file of its own. Others say how often it was begun. */
    static final byte GONE = -1;

    private static final int MOST_BEGUN = 100;

    /** The most that is written together; a file of this size is kept as a spare one. */
    static final int MOST_BYTES = 16 << 10;

    /** The most jobs that are written together. */
    static final int MOST_JOBS = 32;

    private static final byte[] MAGIC = "SPK1".getBytes(US_ASCII);
    private static final int NAME_BYTES = 47;
    private static final int SUMMED_BYTES = Integer.BYTES + NAME_BYTES;
    private static final int ENTRY_BYTES = 1 + SUMMED_BYTES + Integer.BYTES;

    private final byte[] file;
    private final List<JobName> names = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int end;
    private int left;

    /** As many as are whole. */
    private Pack(byte[] file) {
        this.file = file;
        if (!Arrays.equals(file, 0, Math.min(file.length, MAGIC.length), MAGIC, 0, MAGIC.length)) {
            return;
        }
        end = MAGIC.length;
        for (Optional<JobName> name = next(); name.isPresent(); name = next()) {
            starts.add(end);
            names.add(name.get());
            end += ENTRY_BYTES + ByteBuffer.wrap(file).getInt(end + 1);
        }
        starts.add(end);
        left = indexes().size();
    }

    private Optional<JobName> next() {
        if (file.length - end < ENTRY_BYTES) {
            return Optional.empty();
        }
        ByteBuffer entry = ByteBuffer.wrap(file, end + 1, ENTRY_BYTES - 1);
        int length = entry.getInt();
        byte[] name = new byte[NAME_BYTES];
        entry.get(name);
        boolean whole =
                entry.getInt() == sum(file, end + 1)
                        && length >= 0
                        && length <= file.length - end - ENTRY_BYTES;
        return whole ? JobName.parse(new String(name, US_ASCII)) : Optional.empty();
    }

    private static int sum(byte[] file, int from) {
        CRC32C sum = new CRC32C();
        sum.update(file, from, SUMMED_BYTES);
        return (int) sum.getValue();
    }

    /** How many bytes a file takes whose jobs take so many together. */
    static int size(int jobs, int bytes) {
        return MAGIC.length + jobs * ENTRY_BYTES + bytes;
    }

    /**
     * Jobs as they follow each other.
     *
     * @param first whether they are the first ones of their file
     */
    static ByteBuffer of(List<Submission> jobs, boolean first) {
        int bytes = jobs.stream().mapToInt(Submission::size).sum();
        ByteBuffer file = ByteBuffer.allocate(size(jobs.size(), bytes));
        file.put(MAGIC);
        for (Submission job : jobs) {
            file.put((byte) 0);
            int from = file.position();
            file.putInt(job.size()).put(job.name().toString().getBytes(US_ASCII));
            file.putInt(sum(file.array(), from));
            file.put(job.head().duplicate()).put(job.body());
        }
        return file.flip().position(first ? 0 : MAGIC.length);
    }

    /**
     * Reads a whole file. That its jobs are whole is looked at when each is read.
     *
     * @param file is kept
     * @param called what the file is called
     * @throws CorruptJobException if it is not whole, or another one
     */
    static Pack read(byte[] file, JobName called) throws CorruptJobException {
        Pack pack = new Pack(file);
        if (pack.jobs() < called.jobs() || pack.end != file.length) {
            throw CorruptJobException.of(
                    "%d whole jobs are in its first %d bytes of %d, instead of %d"
                            .formatted(pack.jobs(), pack.end, file.length, called.jobs()));
        }
        if (pack.names.stream().noneMatch(name -> name.id().equals(called.id()))) {
            throw CorruptJobException.of(
                    "it holds job %s, which its file once was"
                            .formatted(pack.names.getFirst().id()));
        }
        return pack;
    }

    /** Reads a file that somebody was writing: it may end with half a job, or with zeros. */
    static Pack written(byte[] file) {
        Pack pack = new Pack(file);
        int last = pack.jobs() - 1;
        return last < 0 || pack.whole(last)
                ? pack
                : new Pack(Arrays.copyOf(file, pack.markAt(last)));
    }

    private boolean whole(int index) {
        try {
            SpoolFile.read(image(index), names.get(index).id());
            return true;
        } catch (CorruptJobException e) {
            return false;
        }
    }

    int jobs() {
        return names.size();
    }

    /** Where the last job ends. */
    int end() {
        return end;
    }

    /** A job as it is called now, with as many attempts as it was begun. */
    JobName name(int index) {
        return names.get(index).begun(mark(index));
    }

    /** Whether this job is still here. */
    boolean holds(String id) {
        return indexes().stream().anyMatch(i -> names.get(i).id().equals(id));
    }

    /** Whether it is done, or has a file of its own. */
    boolean gone(int index) {
        return mark(index) == GONE;
    }

    /** What marks that a job is begun once more. */
    byte begun(int index) {
        return (byte) Math.min(mark(index) + 1, MOST_BEGUN);
    }

    private byte mark(int index) {
        return file[markAt(index)];
    }

    /** Here; in the file it is to be written besides. */
    void mark(int index, byte mark) {
        left -= mark == GONE && !gone(index) ? 1 : 0;
        file[markAt(index)] = mark;
    }

    /** Where in the file it is. */
    int markAt(int index) {
        return starts.get(index);
    }

    /** One job as the bytes of a file of its own. */
    byte[] image(int index) {
        return Arrays.copyOfRange(file, starts.get(index) + ENTRY_BYTES, starts.get(index + 1));
    }

    /** How many jobs are still here. */
    int left() {
        return left;
    }

    /** Which. */
    List<Integer> indexes() {
        List<Integer> here = new ArrayList<>();
        for (int i = 0; i < jobs(); i++) {
            if (!gone(i)) {
                here.add(i);
            }
        }
        return here;
    }
}

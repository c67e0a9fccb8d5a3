package dev.serval.spool;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A spool as its operator sees it, whether somebody works in it or not. Any thread. */
public interface SpoolView extends AutoCloseable {

    /** Where a job is. */
    enum Place {
        /** Due, or not yet. */
        WAITING,
        /** Being run, or left by a process that has died. */
        RUNNING,
        /** Given up. */
        DEAD
    }

    /**
     * One job.
     *
     * @param name all that its file's name says
     * @param place where it is
     * @param key where the store has it: the file itself, if it is one
     * @param why the reason of a dead one; empty for the others
     */
    record Entry(JobName name, Place place, String key, String why) {}

    /**
     * How many there are.
     *
     * @param ready wait and are due
     * @param delayed wait for their time
     * @param running are run now
     * @param dead are given up
     * @param oldest since when the oldest of the ready is due, milliseconds since 1970; 0 if none
     */
    record Depth(long ready, long delayed, long running, long dead, long oldest) {

        /** Nothing is there. */
        public static final Depth NONE = new Depth(0, 0, 0, 0, 0);
    }

    /** Counts all; in a folder it takes about a second for a million. */
    Depth depth(Instant now) throws IOException;

    /**
     * Lists jobs: those that run, those that wait in the order they will be run, those that are
     * dead.
     *
     * @param most of each place
     */
    List<Entry> list(int most) throws IOException;

    /** One job, wherever it is; empty if there is none of this id. */
    Optional<Entry> find(String id) throws IOException;

    /**
     * What a job carries.
     *
     * @throws CorruptJobException if it is damaged
     * @throws java.nio.file.NoSuchFileException if it is not there any more; it may be done by now
     */
    Payload payload(Entry entry) throws IOException, CorruptJobException;

    /** A dead job waits again, as if it had never been run. */
    void retry(Entry dead, Instant now) throws IOException;

    /** Removes a dead job for good. */
    void purge(Entry dead) throws IOException;

    @Override
    void close();
}

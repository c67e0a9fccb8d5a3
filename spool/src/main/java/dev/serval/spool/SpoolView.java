package dev.serval.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A spool as its operator sees it, whether somebody works in it or not. Any thread. */
public final class SpoolView {

    /** Where a job is. */
    public enum Place {
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
     * @param file the file itself
     * @param why the reason of a dead one; empty for the others
     */
    public record Entry(JobName name, Place place, Path file, String why) {}

    /**
     * How many there are.
     *
     * @param ready wait and are due
     * @param delayed wait for their time
     * @param running are run now
     * @param dead are given up
     * @param oldest since when the oldest of the ready is due, milliseconds since 1970; 0 if none
     */
    public record Depth(long ready, long delayed, long running, long dead, long oldest) {

        /** Nothing is there. */
        public static final Depth NONE = new Depth(0, 0, 0, 0, 0);
    }

    private final Folders folders;

    private SpoolView(Folders folders) {
        this.folders = folders;
    }

    /** The spool in this folder; empty if there is none. */
    public static Optional<SpoolView> of(Path root) {
        Folders folders = new Folders(root);
        return Files.isDirectory(folders.fresh()) && Files.isDirectory(folders.cur())
                ? Optional.of(new SpoolView(folders))
                : Optional.empty();
    }

    /** Counts all; takes about a second for a million. */
    public Depth depth(Instant now) throws IOException {
        long[] count = new long[4];
        long[] oldest = {Long.MAX_VALUE};
        each(
                folders.fresh(),
                (name, _) -> {
                    boolean due = name.due() <= now.toEpochMilli();
                    count[due ? 0 : 1]++;
                    oldest[0] = due ? Math.min(oldest[0], name.due()) : oldest[0];
                });
        for (String owner : Abandoned.entries(folders.cur())) {
            each(folders.cur().resolve(owner), (_, _) -> count[2]++);
        }
        each(folders.dead(), (_, _) -> count[3]++);
        return new Depth(count[0], count[1], count[2], count[3], count[0] == 0 ? 0 : oldest[0]);
    }

    /**
     * Lists jobs: those that run, those that wait in the order they will be run, those that are
     * dead.
     *
     * @param most of each place
     */
    public List<Entry> list(int most) throws IOException {
        List<Entry> all = new ArrayList<>();
        List<Entry> running = new ArrayList<>();
        for (String owner : Abandoned.entries(folders.cur())) {
            running.addAll(sorted(folders.cur().resolve(owner), Place.RUNNING, most));
        }
        all.addAll(running);
        all.addAll(sorted(folders.fresh(), Place.WAITING, most));
        for (Entry dead : sorted(folders.dead(), Place.DEAD, most)) {
            all.add(new Entry(dead.name, dead.place, dead.file, why(dead.name)));
        }
        return all;
    }

    private static List<Entry> sorted(Path folder, Place place, int most) throws IOException {
        Backlog first = new Backlog(false, most);
        each(folder, (name, _) -> first.add(name, Long.MAX_VALUE));
        List<Entry> entries = new ArrayList<>();
        for (Optional<JobName> next = first.next(Long.MAX_VALUE);
                next.isPresent();
                next = first.next(Long.MAX_VALUE)) {
            JobName name = next.get();
            entries.add(new Entry(name, place, folder.resolve(name.toString()), ""));
        }
        return entries;
    }

    /** One job, wherever it is; empty if there is none of this id. */
    public Optional<Entry> find(String id) throws IOException {
        return list(Integer.MAX_VALUE).stream().filter(e -> e.name.id().equals(id)).findFirst();
    }

    /**
     * What a job carries.
     *
     * @throws CorruptJobException if its file is damaged
     * @throws IOException if it cannot be read; it may be done by now
     */
    public Payload payload(Entry entry) throws IOException, CorruptJobException {
        return SpoolFile.read(Files.readAllBytes(entry.file));
    }

    /** A dead job waits again, as if it had never been run. */
    public void retry(Entry dead, Instant now) throws IOException {
        JobName name = dead.name.afresh(now.toEpochMilli());
        Disk.move(dead.file, folders.fresh().resolve(name.toString()));
        Disk.sync(folders.fresh());
        Files.deleteIfExists(folders.reason(dead.name.toString()));
    }

    /** Removes a dead job for good. */
    public void purge(Entry dead) throws IOException {
        Files.deleteIfExists(dead.file);
        Files.deleteIfExists(folders.reason(dead.name.toString()));
    }

    private String why(JobName name) throws IOException {
        try {
            return Files.readString(folders.reason(name.toString())).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @FunctionalInterface
    private interface Seen {
        void seen(JobName name, Path file);
    }

    private static void each(Path folder, Seen seen) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                JobName.parse(String.valueOf(file.getFileName()))
                        .ifPresent(name -> seen.seen(name, file));
            }
        } catch (NoSuchFileException e) {
            // A process that came and went, or a spool that was never used.
            return;
        }
    }
}

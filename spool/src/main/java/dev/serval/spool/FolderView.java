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

/** A folder of jobs as its operator sees it. */
public final class FolderView implements SpoolView {

    private final Folders folders;

    private FolderView(Folders folders) {
        this.folders = folders;
    }

    /** The spool in this folder; empty if there is none. */
    public static Optional<FolderView> of(Path root) {
        Folders folders = new Folders(root);
        return Files.isDirectory(folders.fresh()) && Files.isDirectory(folders.cur())
                ? Optional.of(new FolderView(folders))
                : Optional.empty();
    }

    @Override
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

    @Override
    public List<Entry> list(int most) throws IOException {
        List<Entry> all = new ArrayList<>();
        List<Entry> running = new ArrayList<>();
        for (String owner : Abandoned.entries(folders.cur())) {
            running.addAll(sorted(folders.cur().resolve(owner), Place.RUNNING, most));
        }
        all.addAll(running);
        all.addAll(sorted(folders.fresh(), Place.WAITING, most));
        for (Entry dead : sorted(folders.dead(), Place.DEAD, most)) {
            all.add(new Entry(dead.name(), dead.place(), dead.key(), why(dead.name())));
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
            entries.add(new Entry(name, place, folder.resolve(name.toString()).toString(), ""));
        }
        return entries;
    }

    @Override
    public Optional<Entry> find(String id) throws IOException {
        return list(Integer.MAX_VALUE).stream().filter(e -> e.name().id().equals(id)).findFirst();
    }

    @Override
    public Payload payload(Entry entry) throws IOException, CorruptJobException {
        return SpoolFile.read(Files.readAllBytes(Path.of(entry.key())), entry.name().id());
    }

    @Override
    public void retry(Entry dead, Instant now) throws IOException {
        JobName name = dead.name().afresh(now.toEpochMilli());
        Disk.move(Path.of(dead.key()), folders.fresh().resolve(name.toString()));
        Disk.sync(folders.fresh());
        Files.deleteIfExists(folders.reason(dead.name().toString()));
    }

    @Override
    public void purge(Entry dead) throws IOException {
        Files.deleteIfExists(Path.of(dead.key()));
        Files.deleteIfExists(folders.reason(dead.name().toString()));
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

    @Override
    public void close() {
        // Nothing is open between two calls.
    }
}

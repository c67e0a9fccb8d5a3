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
                    count[due ? 0 : 1] += name.jobs();
                    oldest[0] = due ? Math.min(oldest[0], name.due()) : oldest[0];
                });
        List<Entry> others = unshown();
        for (String owner : Abandoned.entries(folders.cur())) {
            others.addAll(claimed(owner, Integer.MAX_VALUE));
        }
        for (Entry entry : others) {
            boolean runs = entry.place() == Place.RUNNING;
            count[runs ? 2 : 0]++;
            oldest[0] = runs ? oldest[0] : Math.min(oldest[0], entry.name().due());
        }
        each(folders.dead(), (name, _) -> count[3] += name.jobs());
        return new Depth(count[0], count[1], count[2], count[3], count[0] == 0 ? 0 : oldest[0]);
    }

    @Override
    public List<Entry> list(int most) throws IOException {
        List<Entry> all = new ArrayList<>();
        List<Entry> running = new ArrayList<>();
        for (String owner : Abandoned.entries(folders.cur())) {
            running.addAll(claimed(owner, most));
        }
        all.addAll(running);
        all.addAll(sorted(folders.fresh(), Place.WAITING, most));
        all.addAll(unshown());
        for (Entry dead : sorted(folders.dead(), Place.DEAD, most)) {
            all.add(new Entry(dead.name(), dead.place(), dead.key(), why(dead.name())));
        }
        return all;
    }

    private List<Entry> claimed(String owner, int most) throws IOException {
        return sorted(folders.cur().resolve(owner), Place.RUNNING, most);
    }

    private static List<Entry> sorted(Path folder, Place place, int most) throws IOException {
        Backlog first = new Backlog(false, most);
        each(folder, (name, _) -> first.add(name, Long.MAX_VALUE));
        List<Entry> entries = new ArrayList<>();
        for (Optional<JobName> next = first.next(Long.MAX_VALUE);
                next.isPresent();
                next = first.next(Long.MAX_VALUE)) {
            JobName name = next.get();
            Path file = folder.resolve(name.toString());
            entries.addAll(
                    name.packed() == 0 || place == Place.DEAD
                            ? List.of(new Entry(name, place, file.toString(), ""))
                            : packed(file, name, place));
        }
        return entries.size() > most ? entries.subList(0, most) : entries;
    }

    /** In packs that are still written, or whose writer was killed. */
    private List<Entry> unshown() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String owner : Abandoned.entries(folders.tmp())) {
            Path desk = folders.tmp().resolve(owner);
            for (String name : Abandoned.entries(desk)) {
                if (name.endsWith(GrowingPack.OPEN)) {
                    entries.addAll(unshown(desk.resolve(name)));
                }
            }
        }
        return entries;
    }

    private static List<Entry> unshown(Path file) throws IOException {
        try {
            return entries(file, Pack.written(Files.readAllBytes(file)), Place.WAITING);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The jobs of a pack; where it is claimed, some are not begun. */
    private static List<Entry> entries(Path file, Pack pack, Place place) {
        List<Entry> entries = new ArrayList<>();
        for (int index : pack.indexes()) {
            boolean waits = pack.name(index).attempt() == 0;
            entries.add(
                    new Entry(
                            pack.name(index), waits ? Place.WAITING : place, file.toString(), ""));
        }
        return entries;
    }

    private static List<Entry> packed(Path file, JobName called, Place place) throws IOException {
        try {
            return entries(file, Pack.read(Files.readAllBytes(file), called), place);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (CorruptJobException e) {
            // Whoever takes it buries it.
            return List.of(new Entry(called, place, file.toString(), ""));
        }
    }

    @Override
    public Optional<Entry> find(String id) throws IOException {
        return list(Integer.MAX_VALUE).stream().filter(e -> e.name().id().equals(id)).findFirst();
    }

    @Override
    public Payload payload(Entry entry) throws IOException, CorruptJobException {
        Path path = Path.of(entry.key());
        byte[] file = Files.readAllBytes(path);
        Optional<JobName> called = JobName.parse(String.valueOf(path.getFileName()));
        String id = entry.name().id();
        if (called.isPresent() && called.get().packed() == 0) {
            return SpoolFile.read(file, id);
        }
        Pack pack = called.isEmpty() ? Pack.written(file) : Pack.read(file, called.get());
        return SpoolFile.read(image(pack, id), id);
    }

    private static byte[] image(Pack pack, String id) throws IOException {
        for (int index : pack.indexes()) {
            if (pack.name(index).id().equals(id)) {
                return pack.image(index);
            }
        }
        throw new NoSuchFileException(id);
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

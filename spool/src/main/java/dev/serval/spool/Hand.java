package dev.serval.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packs that this process has claimed, with jobs that it runs and jobs that it has not begun.
 * Those it does not get round to soon are given back for others, by a daemon thread of its own. Any
 * thread.
 */
final class Hand implements AutoCloseable {

    /** Jobs that are not begun after so long take a way that others can share. */
    private static final long PATIENCE_MILLIS = 50;

    private static final long PAUSE_MILLIS = 1000;

    private record Held(OpenPack pack, int index) {

        JobName name() {
            return pack.pack().name(index);
        }

        /** False if it has a file of its own that could not be made durable. */
        boolean here() {
            return !pack.pack().gone(index);
        }
    }

    private final Folders folders;
    private final Path own;
    private final Disk disk;
    private final Spares spares;
    private final AckSync acks;
    private final Map<String, Held> waiting = new TreeMap<>();
    private final Map<String, Held> begun = new HashMap<>();

    /** Those that a full disk has no room for beside their pack, and when they are due again. */
    private final Map<Held, Long> parked = new HashMap<>();

    /** Those that have files of their own here and are to be moved to where jobs wait. */
    private final Set<JobName> out = new TreeSet<>(JobName.AS_SUBMITTED);

    private long patientUntil;
    private boolean idle;
    private boolean closed;
    private @Nullable Thread watch;

    /**
     * @param own the folder of what this process has claimed
     */
    Hand(Folders folders, Path own, Disk disk, Spares spares, AckSync acks) {
        this.folders = folders;
        this.own = own;
        this.disk = disk;
        this.spares = spares;
        this.acks = acks;
    }

    /**
     * Claims a pack.
     *
     * @return its jobs; empty if another process was faster
     * @throws CorruptJobException if it is no pack; it is claimed
     */
    synchronized List<JobName> take(JobName packed) throws IOException, CorruptJobException {
        Path file = own.resolve(packed.toString());
        try {
            Disk.move(folders.fresh().resolve(packed.toString()), file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        OpenPack pack = open(file, packed);
        List<JobName> names = new ArrayList<>();
        for (int index : pack.pack().indexes()) {
            JobName name = pack.pack().name(index);
            waiting.put(name.id(), new Held(pack, index));
            names.add(name);
        }
        settle(pack);
        begin();
        return names;
    }

    private OpenPack open(Path file, JobName packed) throws IOException, CorruptJobException {
        try {
            return OpenPack.open(file, packed);
        } catch (IOException e) {
            Disk.move(file, folders.fresh().resolve(packed.toString()));
            throw e;
        }
    }

    private void begin() {
        patientUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        if (watch == null) {
            watch = Thread.ofPlatform().daemon().name("spool-hand").start(this::watch);
        } else if (idle) {
            notifyAll();
        }
    }

    /** The jobs that are not begun, as they were submitted. */
    synchronized List<JobName> waiting() {
        return waiting.values().stream().filter(Held::here).map(Held::name).toList();
    }

    /**
     * Begins a job.
     *
     * @return what it is called while it runs; empty if it is not in this hand
     */
    synchronized Optional<JobName> begin(JobName name) throws IOException {
        Held held = waiting.get(name.id());
        if (held == null || !held.here()) {
            return Optional.empty();
        }
        held.pack.begin(held.index);
        waiting.remove(name.id());
        begun.put(name.id(), held);
        return Optional.of(held.name());
    }

    /** What the file of a job that was begun here would be. */
    synchronized byte[] image(JobName name) {
        Held held = Objects.requireNonNull(begun.get(name.id()));
        return held.pack.pack().image(held.index);
    }

    /**
     * A job is done, and its end as durable as the policy says.
     *
     * @return false if it has a file of its own
     */
    synchronized boolean done(JobName name) throws IOException {
        Held held = begun.get(name.id());
        if (held == null) {
            return false;
        }
        if (held.pack.pack().left() > 1) {
            held.pack.end(held.index);
            acks.marked(held.pack);
        } else {
            held.pack.pack().mark(held.index, Pack.GONE);
        }
        begun.remove(name.id());
        settle(held.pack);
        return true;
    }

    /** A pack whose jobs are gone goes, too; one whose jobs all wait for later waits. */
    private void settle(OpenPack pack) throws IOException {
        if (pack.pack().left() == 0) {
            pack.close();
            acks.done(pack.file());
        } else if (!parked.isEmpty() && parked(pack).size() == pack.pack().left()) {
            long due = parked(pack).stream().mapToLong(Map.Entry::getValue).max().orElse(0);
            if (disk.policy() != FsyncPolicy.NEVER) {
                pack.force();
            }
            Disk.move(pack.file(), folders.fresh().resolve(pack.rest(due).toString()));
            parked.keySet().removeIf(held -> held.pack.equals(pack));
            pack.close();
        }
    }

    /** What fails here is tried again, by whoever clears up behind this process at the latest. */
    private void settleQuietly(OpenPack pack) {
        try {
            settle(pack);
        } catch (IOException e) {
            acks.complain(pack.file(), e);
        }
    }

    private List<Map.Entry<Held, Long>> parked(OpenPack pack) {
        return parked.entrySet().stream().filter(each -> each.getKey().pack.equals(pack)).toList();
    }

    /**
     * Gives a job that was begun a file of its own, if it has none.
     *
     * @param waiting what it is to be called if the disk has no room for that; it waits in its pack
     *     then
     * @return whether it has one
     */
    synchronized boolean separate(JobName begunAs, JobName waiting) throws IOException {
        Held held = begun.remove(begunAs.id());
        if (held == null) {
            return true;
        }
        boolean separate = true;
        try {
            held.pack.takeOut(List.of(held.index), disk, spares);
        } catch (IOException e) {
            separate = !held.here();
            if (!separate) {
                held.pack.mark(held.index, (byte) waiting.attempt());
                parked.put(held, waiting.due());
            }
        }
        settleQuietly(held.pack);
        return separate;
    }

    /** What is not begun goes back, each job as a file. */
    synchronized void giveBack() throws IOException {
        waiting.values().removeIf(held -> !held.here() && out.add(held.name()));
        Set<OpenPack> packs = new HashSet<>();
        parked.keySet().forEach(held -> packs.add(held.pack));
        while (!waiting.isEmpty()) {
            OpenPack pack = waiting.values().iterator().next().pack;
            List<Held> of =
                    waiting.values().stream().filter(held -> held.pack.equals(pack)).toList();
            List<JobName> names = of.stream().map(Held::name).toList();
            pack.takeOut(of.stream().map(Held::index).toList(), disk, spares);
            names.forEach(name -> waiting.remove(name.id()));
            out.addAll(names);
            packs.add(pack);
        }
        for (JobName name : List.copyOf(out)) {
            Disk.move(own.resolve(name.toString()), folders.fresh().resolve(name.toString()));
            out.remove(name);
        }
        packs.forEach(this::settleQuietly);
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                idle = waiting.isEmpty() && out.isEmpty() && parked.isEmpty();
                wait(idle ? 0 : pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch = null;
        }
    }

    /**
     * Gives back what has been in hand for too long.
     *
     * @return until the next look, 1 and up
     */
    private long pause() {
        long left = TimeUnit.NANOSECONDS.toMillis(patientUntil - System.nanoTime());
        if (left > 0) {
            return left;
        }
        try {
            giveBack();
            return parked.isEmpty() ? 1 : PAUSE_MILLIS;
        } catch (IOException e) {
            // They stay in hand, and are run here; the disk may have room again later.
            return PAUSE_MILLIS;
        }
    }

    /** What is not begun goes back; what is begun stays until this process ends. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        try {
            giveBack();
        } catch (IOException e) {
            // It goes back when this process has ended.
            return;
        }
    }
}

package dev.serval.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives back what processes that have died were running, and removes what they were writing. Never
 * while such a process lives, however long it takes.
 */
final class Abandoned {

    private static final String WHY = "the process that ran it has died";

    private final Folders folders;
    private final RetryRules retries;
    private final Graveyard graveyard;
    private final Disk disk;
    private final Spares spares;
    private final Owner own;
    private final Set<String> failed = new HashSet<>();

    Abandoned(Folders folders, RetryRules retries, Disk disk, Spares spares, Owner own) {
        this.folders = folders;
        this.retries = retries;
        this.graveyard = new Graveyard(folders);
        this.disk = disk;
        this.spares = spares;
        this.own = own;
    }

    /**
     * Looks at every process that was here.
     *
     * @return a line for each job that is given back
     */
    List<String> giveBack(Instant now) throws IOException {
        List<String> told = new ArrayList<>();
        Set<String> owners = new LinkedHashSet<>(entries(folders.tmp()));
        owners.addAll(entries(folders.cur()));
        for (String name : owners) {
            Optional<Owner> owner = Owner.parse(name).filter(each -> !each.equals(own));
            if (owner.isPresent()) {
                try {
                    clearUp(owner.get(), now, told);
                    failed.remove(name);
                } catch (IOException e) {
                    complain(name, e, told);
                }
            }
        }
        return told;
    }

    /** Once for each: on a full disk it fails until there is room. */
    private void complain(String owner, IOException why, List<String> told) {
        if (failed.add(owner)) {
            told.add("cannot give back what %s has left: %s".formatted(owner, why.getMessage()));
        }
    }

    private void clearUp(Owner owner, Instant now, List<String> told) throws IOException {
        Optional<Presence> dead = Presence.ofDead(folders.tmp(), owner);
        if (dead.isEmpty()) {
            return;
        }
        try (Presence _ = dead.get()) {
            Path left = folders.cur().resolve(owner.toString());
            for (String name : entries(left)) {
                unpack(left.resolve(name), told);
            }
            for (String name : entries(left)) {
                giveBack(left.resolve(name), owner, now, told);
            }
            Files.deleteIfExists(left);
            for (String name : entries(folders.tmp().resolve(owner.toString()))) {
                if (name.endsWith(GrowingPack.OPEN)) {
                    show(folders.tmp().resolve(owner.toString()).resolve(name));
                }
            }
        }
    }

    /** Jobs that were accepted and not shown yet; one that is not whole was not accepted. */
    private void show(Path file) throws IOException {
        Pack pack = Pack.written(Files.readAllBytes(file));
        if (pack.jobs() == 0) {
            Files.delete(file);
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(pack.end());
        }
        JobName name = pack.name(0).packed(pack.jobs());
        Disk.move(file, folders.fresh().resolve(name.toString()));
    }

    /**
     * First of all: a job that is still in a pack may have a file of its own besides, which is not
     * whole yet.
     */
    private void unpack(Path file, List<String> told) throws IOException {
        String called = String.valueOf(file.getFileName());
        Optional<JobName> name = JobName.parse(called).filter(job -> job.packed() > 0);
        if (name.isEmpty()) {
            return;
        }
        try (OpenPack pack = OpenPack.open(file, name.get())) {
            separate(pack);
        } catch (CorruptJobException e) {
            graveyard.bury(file, called, String.valueOf(e.getMessage()));
            told.add("job %s is dead: %s".formatted(name.get().id(), e.getMessage()));
        }
    }

    /** Where the disk has no room for a file for each, they wait together as they are. */
    private void separate(OpenPack pack) throws IOException {
        try {
            deleteHalves(pack);
            pack.takeOut(pack.pack().indexes(), disk, spares);
        } catch (IOException e) {
            if (pack.pack().left() > 0) {
                JobName rest = pack.rest(0);
                Disk.move(pack.file(), folders.fresh().resolve(rest.toString()));
                return;
            }
        }
        Files.delete(pack.file());
    }

    /**
     * After a power cut one may be called otherwise than it would be called now: the file can be on
     * disk without the mark.
     */
    private static void deleteHalves(OpenPack pack) throws IOException {
        Path folder = pack.file().resolveSibling("");
        for (String name : entries(folder)) {
            Optional<JobName> half = JobName.parse(name).filter(job -> job.packed() == 0);
            if (half.isPresent() && pack.pack().holds(half.get().id())) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    private void giveBack(Path file, Owner owner, Instant now, List<String> told)
            throws IOException {
        String called = String.valueOf(file.getFileName());
        Optional<JobName> job = JobName.parse(called);
        if (job.isEmpty()) {
            graveyard.stray(file);
            return;
        }
        JobName name = job.get();
        if (name.attempt() == 0) {
            Disk.move(file, folders.fresh().resolve(called));
            return;
        }
        switch (retries.fate(name, Optional.empty(), WHY, now)) {
            case Fate.Again(Instant due) -> {
                JobName waiting = name.later(due.toEpochMilli());
                Disk.move(file, folders.fresh().resolve(waiting.toString()));
                told.add(
                        "job %s goes back: pid %d, which ran it, has died"
                                .formatted(name.id(), owner.pid()));
            }
            case Fate.Dead(String why) -> {
                graveyard.bury(file, called, why);
                told.add("job %s is dead: %s".formatted(name.id(), why));
            }
        }
    }

    static List<String> entries(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return names;
    }
}

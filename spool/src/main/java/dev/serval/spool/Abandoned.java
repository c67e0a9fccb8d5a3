package dev.serval.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Owner own;

    Abandoned(Folders folders, RetryRules retries, Graveyard graveyard, Owner own) {
        this.folders = folders;
        this.retries = retries;
        this.graveyard = graveyard;
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
                clearUp(owner.get(), now, told);
            }
        }
        return told;
    }

    private void clearUp(Owner owner, Instant now, List<String> told) throws IOException {
        Optional<Presence> dead = Presence.ofDead(folders.tmp(), owner);
        if (dead.isEmpty()) {
            return;
        }
        try (Presence _ = dead.get()) {
            Path left = folders.cur().resolve(owner.toString());
            for (String name : entries(left)) {
                giveBack(left.resolve(name), owner, now, told);
            }
            Files.deleteIfExists(left);
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

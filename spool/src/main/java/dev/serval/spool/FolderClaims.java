package dev.serval.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes jobs out of a folder. A claim is a rename into a folder of this process's own; of several
 * processes one succeeds. What waits is known from one listing and what inotify tells after it.
 */
final class FolderClaims implements Claims {

    /** Names kept in memory, of those due and of those not: about 5 MB. */
    private static final int MOST_NAMES = 20_000;

    /** A job that cannot be buried on a full disk is run again after so long. */
    private static final long NO_ROOM_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of the time, one part in so many may go into listings that nobody waits for. */
    private static final long LISTING_SHARE = 20;

    private final Folders folders;
    private final StoreRules rules;
    private final Path own;
    private final Backlog backlog;
    private final Arrivals arrivals;
    private final Graveyard graveyard;
    private final Abandoned abandoned;
    private final ForeignFiles foreign;
    private final AckSync acks;
    private final Hand hand;
    private final Outbox outbox;
    private final Turn turn;
    private final List<String> news = new ArrayList<>();
    private boolean stale = true;
    private long nextLook = System.nanoTime();
    private long nextListing = System.nanoTime();
    private int held;

    FolderClaims(
            Folders folders, StoreRules rules, Disk disk, Owner owner, Spares spares, Outbox outbox)
            throws IOException {
        this.outbox = outbox;
        this.folders = folders;
        this.rules = rules;
        this.own = folders.cur().resolve(owner.toString());
        Folders.make(own);
        if (disk.policy() != FsyncPolicy.NEVER) {
            Disk.sync(folders.cur());
        }
        this.backlog = new Backlog(rules.ordered(), MOST_NAMES);
        // Before the first listing: what comes in between is seen twice, not never.
        this.arrivals = new Arrivals(folders.fresh(), MOST_NAMES);
        this.graveyard = new Graveyard(folders);
        this.abandoned = new Abandoned(folders, rules.retries(), disk, spares, owner);
        this.foreign = new ForeignFiles(folders);
        Path away = folders.tmp().resolve(owner.toString());
        this.acks = new AckSync(own, away, disk.policy(), spares);
        this.hand = new Hand(folders, own, disk, spares, acks);
        this.turn = new Turn(folders.root().resolve("order.lock"));
    }

    @Override
    public Optional<Claim> next(Instant now) throws StoreException {
        try {
            if (rules.ordered() && !turn.take()) {
                return Optional.empty();
            }
            showOwn();
            look(now);
            long millis = now.toEpochMilli();
            while (true) {
                Optional<JobName> name = backlog.next(millis);
                if (name.isEmpty() && !listAgain(millis)) {
                    return Optional.empty();
                }
                Optional<Claim> claim = name.isEmpty() ? Optional.empty() : take(name.get());
                if (claim.isPresent()) {
                    return claim;
                }
            }
        } catch (IOException e) {
            // What was known may be lost.
            stale = true;
            throw StoreException.unusable(folders.root(), e);
        }
    }

    /** What this process has submitted itself. */
    private void showOwn() {
        try {
            outbox.show();
        } catch (IOException e) {
            // It is shown when the disk has room.
            return;
        }
    }

    /** Looks round, each kind of thing as often as it is worth. */
    private void look(Instant now) throws IOException {
        long nanos = System.nanoTime();
        if (nanos - nextLook >= 0) {
            nextLook = nanos + LOOK_NANOS;
            news.addAll(abandoned.giveBack(now));
            foreign.bringIn(news);
            stale |= !arrivals.works();
        }
        stale |= arrivals.takeMissed();
        for (String name = arrivals.poll(); name != null; name = arrivals.poll()) {
            JobName.parse(name).ifPresent(job -> backlog.add(job, now.toEpochMilli()));
        }
        if (stale && nanos - nextListing >= 0) {
            list(now.toEpochMilli());
        }
    }

    /** Nothing is left of what is known: whether there is more was looked up. */
    private boolean listAgain(long now) throws IOException {
        if (!stale && !backlog.incomplete()) {
            return false;
        }
        list(now);
        return true;
    }

    private void list(long now) throws IOException {
        long begin = System.nanoTime();
        stale = false;
        backlog.clear();
        hand.waiting().forEach(name -> backlog.add(name, now));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folders.fresh())) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                Optional<JobName> job = JobName.parse(name);
                job.ifPresent(known -> backlog.add(known, now));
                if (job.isEmpty()) {
                    stray(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        long end = System.nanoTime();
        nextListing = end + Math.max(LOOK_NANOS, LISTING_SHARE * (end - begin));
    }

    /** What is no job is not looked at again and again. */
    private void stray(String name) throws IOException {
        graveyard.stray(folders.fresh().resolve(name));
        news.add("%s in %s is no job; it is in dead now".formatted(name, folders.fresh()));
    }

    private Optional<Claim> take(JobName waiting) throws IOException {
        if (waiting.packed() > 0) {
            unpack(waiting);
            return Optional.empty();
        }
        Optional<JobName> begun = hand.begin(waiting);
        if (begun.isPresent()) {
            held++;
            return claim(begun.get(), hand.image(begun.get()));
        }
        JobName name = waiting.begun();
        Path file = own.resolve(name.toString());
        try {
            Disk.move(folders.fresh().resolve(waiting.toString()), file);
        } catch (NoSuchFileException e) {
            // Another process was faster, or an operator has removed it.
            return Optional.empty();
        }
        held++;
        byte[] bytes;
        try {
            bytes = bytes(file);
        } catch (CorruptJobException e) {
            bury(name, e);
            return Optional.empty();
        } catch (IOException e) {
            move(name, waiting);
            throw e;
        }
        return claim(name, bytes);
    }

    private Optional<Claim> claim(JobName name, byte[] file) throws IOException {
        try {
            return Optional.of(new Claim(name, SpoolFile.read(file, name.id())));
        } catch (CorruptJobException e) {
            bury(name, e);
            return Optional.empty();
        }
    }

    /** Its jobs are taken one by one, each when it is its turn among all that wait. */
    private void unpack(JobName pack) throws IOException {
        try {
            long now = System.currentTimeMillis();
            hand.take(pack).forEach(name -> backlog.add(name, now));
        } catch (CorruptJobException e) {
            held++;
            bury(pack, e);
        }
        if (rules.ordered()) {
            hand.giveBack();
        }
    }

    private void bury(JobName name, CorruptJobException why) throws IOException {
        bury(name, String.valueOf(why.getMessage()));
        news.add("job %s is dead: %s".formatted(name.id(), why.getMessage()));
    }

    private byte[] bytes(Path file) throws IOException, CorruptJobException {
        long size = Files.size(file);
        if (size > rules.maxBytes() + 4 + SpoolFile.MOST_VARS_BYTES) {
            throw CorruptJobException.of(
                    "it has %d bytes, more than --spooler-max-size allows".formatted(size));
        }
        return Files.readAllBytes(file);
    }

    @Override
    public void done(Claim claim) throws StoreException {
        try {
            held--;
            if (hand.done(claim.name())) {
                return;
            }
            acks.done(own.resolve(claim.name().toString()));
        } catch (NoSuchFileException e) {
            news.add("job %s was gone before it was done".formatted(claim.name().id()));
        } catch (IOException e) {
            throw StoreException.notKept(own, e);
        }
    }

    @Override
    public void leave(Claim claim, Instant until) throws StoreException {
        back(claim, claim.name().notBegun(until.toEpochMilli()));
    }

    @Override
    public Fate failed(Claim claim, Optional<Duration> after, String why, Instant now)
            throws StoreException {
        JobName name = claim.name();
        Fate fate = rules.retries().fate(name, after, why, now);
        switch (fate) {
            case Fate.Again(Instant due) -> back(claim, name.later(due.toEpochMilli()));
            case Fate.Dead(String reason) -> {
                try {
                    bury(name, reason);
                } catch (IOException e) {
                    throw StoreException.unusable(folders.root(), e);
                }
            }
        }
        return fate;
    }

    private void back(Claim claim, JobName waiting) throws StoreException {
        try {
            move(claim.name(), waiting);
            backlog.add(waiting, System.currentTimeMillis());
        } catch (IOException e) {
            throw StoreException.unusable(folders.root(), e);
        }
    }

    private void move(JobName claimed, JobName waiting) throws IOException {
        held--;
        if (hand.separate(claimed, waiting)) {
            Disk.move(own.resolve(claimed.toString()), folders.fresh().resolve(waiting.toString()));
        }
    }

    private void bury(JobName name, String why) throws IOException {
        held--;
        JobName otherwise = name.later(System.currentTimeMillis() + NO_ROOM_MILLIS);
        if (!hand.separate(name, otherwise)) {
            throw new IOException("no room for the file of job " + name.id());
        }
        graveyard.bury(own.resolve(name.toString()), name.toString(), why);
    }

    @Override
    public void await(Duration longest) throws InterruptedException {
        long untilDue = Math.max(0, backlog.nextDue() - System.currentTimeMillis());
        arrivals.await(Math.min(longest.toMillis(), untilDue));
    }

    @Override
    public void wake() {
        arrivals.wake();
    }

    @Override
    public List<String> news() {
        List<String> told = List.copyOf(news);
        news.clear();
        news.addAll(acks.complaints());
        return told;
    }

    /** Whether a job is claimed, as far as this process knows. */
    boolean holds() {
        return held > 0;
    }

    void close() {
        arrivals.close();
        hand.close();
        acks.close();
        turn.close();
        try {
            Files.deleteIfExists(own);
        } catch (IOException e) {
            // A job is still in it; it goes back when this process has ended.
            held = Math.max(held, 1);
        }
    }
}

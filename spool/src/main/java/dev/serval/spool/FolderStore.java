package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Jobs in a folder of this machine. */
public final class FolderStore implements JobStore {

    private final Folders folders;
    private final StoreRules rules;
    private final Disk disk;
    private final Owner owner;
    private final Presence presence;
    private final Spares spares;
    private final JobId ids = new JobId();
    private final Outbox outbox;
    private final GroupCommit<Submission> commits;
    private final AtomicReference<@Nullable FolderClaims> claims = new AtomicReference<>();

    private FolderStore(
            Folders folders, StoreRules rules, Owner owner, Presence presence, Spares spares) {
        this.folders = folders;
        this.rules = rules;
        this.disk = new Disk(rules.policy());
        this.owner = owner;
        this.presence = presence;
        this.spares = spares;
        this.outbox = new Outbox(folders, presence.folder(), spares);
        Deliveries deliveries = new Deliveries(folders, disk, spares, presence.folder());
        // In order a job that fails holds back those behind it: each is a file.
        this.commits =
                new GroupCommit<>(
                        (group, more) -> !rules.ordered() && Deliveries.fits(group, more),
                        deliveries::deliver);
    }

    /**
     * Opens a folder, and makes what is missing of it.
     *
     * @throws StoreException if it cannot be written to
     */
    public static FolderStore open(Path root, StoreRules rules) throws StoreException {
        Folders folders = new Folders(root);
        folders.make();
        Owner owner = Owner.next();
        try {
            Spares spares = new Spares(folders.spare());
            spares.clear();
            Presence presence = Presence.begin(folders.tmp(), owner);
            return new FolderStore(folders, rules, owner, presence, spares);
        } catch (IOException e) {
            throw StoreException.unusable(root, e);
        }
    }

    @Override
    public String submit(Payload payload, int priority, Instant due) throws StoreException {
        rules.check(payload);
        long now = System.currentTimeMillis();
        JobName name = JobName.submitted(priority, due, ids.next(now), now);
        Submission job =
                new Submission(
                        name, SpoolFile.head(payload, name.id()), payload.body(), name.due() > now);
        boolean waits = rules.policy() != FsyncPolicy.NEVER || rules.ordered();
        if (waits || !outbox.add(job)) {
            commits.commit(job);
        }
        return name.id();
    }

    @Override
    public Claims claims() throws StoreException {
        try {
            FolderClaims made = new FolderClaims(folders, rules, disk, owner, spares, outbox);
            claims.set(made);
            return made;
        } catch (IOException e) {
            throw StoreException.unusable(folders.root(), e);
        }
    }

    /** A job that is still claimed goes back when this process ends. */
    @Override
    public void close() {
        FolderClaims used = claims.get();
        if (used != null) {
            used.close();
        }
        try {
            outbox.close();
            if (used != null && used.holds()) {
                return;
            }
            presence.close();
        } catch (IOException e) {
            // Whoever looks for the dead clears it up.
            return;
        }
    }
}

package dev.serval.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Jobs in a folder of this machine. */
public final class FolderStore implements JobStore {

    private final Folders folders;
    private final StoreRules rules;
    private final Disk disk;
    private final Owner owner;
    private final Presence presence;
    private final SharedSync sync;
    private final Spares spares;
    private final JobId ids = new JobId();
    private final Lock turn = new ReentrantLock();
    private final AtomicReference<@Nullable FolderClaims> claims = new AtomicReference<>();

    private FolderStore(
            Folders folders, StoreRules rules, Owner owner, Presence presence, Spares spares) {
        this.folders = folders;
        this.rules = rules;
        this.disk = new Disk(rules.policy());
        this.owner = owner;
        this.presence = presence;
        this.sync = new SharedSync(folders.fresh());
        this.spares = spares;
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
        ByteBuffer head = SpoolFile.head(payload, name.id());
        Path written = presence.folder().resolve(name.toString());
        try {
            put(written, name, head, payload.body());
        } catch (IOException e) {
            throw StoreException.notWritten(folders.root(), e);
        }
        kept();
        return name.id();
    }

    /** Where no thread waits for the disk, several are in each other's way in the kernel. */
    private void put(Path written, JobName name, ByteBuffer head, byte[] body) throws IOException {
        boolean alone = rules.policy() == FsyncPolicy.NEVER;
        if (alone) {
            turn.lock();
        }
        try {
            write(written, head, body);
            move(written, name);
        } finally {
            if (alone) {
                turn.unlock();
            }
        }
    }

    /** On a full disk, the spare files go first. */
    private void write(Path file, ByteBuffer head, byte[] body) throws IOException {
        try {
            spares.take(file);
            disk.write(file, head, ByteBuffer.wrap(body));
        } catch (IOException e) {
            if (!spares.clear()) {
                throw e;
            }
            disk.write(file, head.rewind(), ByteBuffer.wrap(body));
        }
    }

    private void move(Path written, JobName name) throws IOException {
        try {
            Disk.move(written, folders.fresh().resolve(name.toString()));
        } catch (IOException e) {
            Files.deleteIfExists(written);
            throw e;
        }
    }

    private void kept() throws StoreException {
        try {
            switch (rules.policy()) {
                case ALWAYS -> Disk.sync(folders.fresh());
                case BATCH -> sync.sync();
                case NEVER -> {}
            }
        } catch (IOException e) {
            throw StoreException.notKept(folders.fresh(), e);
        }
    }

    @Override
    public Claims claims() throws StoreException {
        try {
            FolderClaims made = new FolderClaims(folders, rules, disk, owner, spares);
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
        if (used != null && used.holds()) {
            return;
        }
        try {
            presence.close();
        } catch (IOException e) {
            // Whoever looks for the dead clears it up.
            return;
        }
    }
}

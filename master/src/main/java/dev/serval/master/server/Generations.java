package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.limit.CgroupFolders;
import dev.serval.master.process.ChildCommand;
import dev.serval.master.process.Entrance;
import dev.serval.master.process.Preload;
import dev.serval.master.process.Surroundings;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.SocketOpener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The generations there are: the one that serves, those before it whose last processes are
 * finishing, and perhaps one on its way. Belongs to the master's thread.
 */
final class Generations {

    private final SocketOpener opener;
    private final Installation installation;
    private final Preload caches;
    private final CgroupFolders cgroups =
            new CgroupFolders(System.getenv().getOrDefault(Inherited.CGROUPS, ""));
    private final Map<Integer, Generation> all = new HashMap<>();
    private final Map<Integer, Sockets> sockets = new ConcurrentHashMap<>();
    private volatile int current = 1;
    private int newest = 1;

    /**
     * Makes the first.
     *
     * @param inherited from the server that this one follows; null if it follows none
     * @param caches for those plans that want them
     * @throws ListenException if an address cannot be listened on
     * @throws IOException if there is no room for the scoreboard
     */
    Generations(
            ServerPlan plan,
            SocketOpener opener,
            Installation installation,
            @Nullable Inherited inherited,
            Preload caches)
            throws ListenException, IOException {
        this.opener = opener;
        this.installation = installation;
        this.caches = caches;
        ChildCommand command = command(plan);
        String workers = installation.abstractAddress("workers");
        Sockets first =
                inherited == null
                        ? Sockets.open(plan, opener, workers)
                        : Sockets.open(plan, opener, workers, inherited);
        Seats seats = Seats.create(plan.board());
        add(1, plan, seats, first, command);
    }

    /** The one that serves. */
    Generation current() {
        return get(current);
    }

    /** Those of the generation that serves; any thread. */
    Sockets sockets() {
        return Objects.requireNonNull(sockets.get(current));
    }

    Generation get(int number) {
        return Objects.requireNonNull(all.get(number), "a generation that was never prepared");
    }

    /**
     * Makes the next from a new plan; it does not serve yet.
     *
     * @throws ListenException if a new address cannot be listened on; nothing has changed then
     * @throws IOException if there is no room for a new scoreboard
     */
    Generation prepare(ServerPlan plan) throws ListenException, IOException {
        Generation serving = current();
        ChildCommand command = command(plan);
        Sockets next = sockets().reopen(plan, opener);
        boolean fits = serving.seats().fits(plan.board());
        Seats seats = fits ? serving.seats() : Seats.create(plan.board());
        newest++;
        Banner.exceptions(plan.catchExceptions());
        return add(newest, plan, seats, next, command);
    }

    private Generation add(
            int number, ServerPlan plan, Seats seats, Sockets opened, ChildCommand command) {
        Generation made = Generation.of(number, plan, seats, opened, command);
        all.put(number, made);
        sockets.put(number, opened);
        return made;
    }

    private ChildCommand command(ServerPlan plan) {
        Surroundings surroundings = plan.surroundings();
        cgroups.open(plan.cgroups());
        Entrance.check(surroundings);
        // Another user may not look into the folder of our caches.
        boolean cached = plan.aotCache() && surroundings.ourUser();
        return new ChildCommand(
                installation.java(),
                installation.lib(),
                plan.workerOptions(),
                plan.routerOptions(),
                Extras.of(plan),
                cached ? caches : Preload.NONE,
                surroundings);
    }

    /** This one serves from now on; what only the one before listened on is closed. */
    void adopt(int number) {
        Sockets before = sockets();
        current = number;
        before.closeAllBut(sockets());
        sockets().serveStats();
        Banner.difference(before, sockets());
    }

    /** The newest one will not serve; what only it listened on is closed. */
    void discardNewest() {
        if (newest != current) {
            Objects.requireNonNull(sockets.get(newest)).closeAllBut(sockets());
        }
    }

    /** The last process of a seat is gone: a board nobody sits at any more is let go. */
    void tidy() {
        for (Generation old : all.values()) {
            if (old.number() < current
                    && old.seats().isEmpty()
                    && !old.seats().equals(current().seats())) {
                release(old);
            }
        }
        all.values().removeIf(g -> g.number() < current && g.seats().isEmpty());
    }

    private static void release(Generation old) {
        try {
            old.seats().close();
        } catch (IOException e) {
            EventLog.line("a scoreboard cannot be closed: " + e.getMessage());
        }
    }

    /** The cgroups that this server has made, a line each; any thread. */
    String cgroupsMade() {
        return cgroups.made();
    }

    void close() {
        sockets().close();
        cgroups.close();
    }
}

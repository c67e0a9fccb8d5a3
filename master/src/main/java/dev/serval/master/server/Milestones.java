package dev.serval.master.server;

import dev.serval.master.process.Hooks;
import dev.serval.master.systemd.Notifier;
import java.time.Instant;

/** Tells those outside what the server goes through. On the master's thread. */
final class Milestones {

    private enum Phase {
        STARTING,
        SERVING,
        RELOADING,
        STOPPING
    }

    private final Notifier systemd;
    private final Hooks hooks;
    private final Observers.Reloads reloads;
    private Phase phase = Phase.STARTING;
    private String lastReload = "";

    /**
     * @param systemd told everything
     * @param hooks run at some of it
     * @param reloads told of the end of each reload
     */
    Milestones(Notifier systemd, Hooks hooks, Observers.Reloads reloads) {
        this.hooks = hooks;
        this.systemd = systemd;
        this.reloads = reloads;
    }

    /** The first request can be served. */
    void serving() {
        if (phase != Phase.STOPPING) {
            phase = Phase.SERVING;
            systemd.ready();
            hooks.run(Hooks.Moment.ACCEPTING);
        }
    }

    /** A reload begins. */
    void reloading() {
        if (phase != Phase.STOPPING) {
            phase = Phase.RELOADING;
            systemd.reloading();
        }
    }

    /** A reload is over; somebody serves, one way or the other. */
    void reloaded(boolean adopted, String outcome) {
        if (phase != Phase.STOPPING) {
            phase = Phase.SERVING;
            lastReload = ", " + outcome;
            systemd.ready();
        }
        if (adopted) {
            hooks.run(Hooks.Moment.RELOAD);
        }
        reloads.ended(adopted, outcome);
    }

    /** So many workers of those that are wanted are there. */
    void workers(int ready, int wanted) {
        String count = "%d of %d workers ready".formatted(ready, wanted);
        systemd.status(
                switch (phase) {
                    case STARTING -> "starting, " + count;
                    case SERVING -> count + lastReload;
                    case RELOADING -> "reloading, " + count;
                    case STOPPING -> "finishing requests";
                });
    }

    /** The server was told to end. */
    void stopping() {
        if (phase != Phase.STOPPING) {
            phase = Phase.STOPPING;
            systemd.stopping();
            hooks.run(Hooks.Moment.STOP);
        }
    }

    /** Whether the server was told to end. */
    boolean isStopping() {
        return phase == Phase.STOPPING;
    }

    /** The loop goes round. */
    void alive() {
        systemd.alive(Instant.now());
    }
}

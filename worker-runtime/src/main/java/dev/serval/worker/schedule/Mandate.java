package dev.serval.worker.schedule;

import java.util.Map;
import java.util.Optional;

/**
 * Whether the worker that leads its server may do what is due, where there are several servers.
 * Asked on the schedule's thread; may wait for another machine.
 */
public interface Mandate {

    /**
     * Gets it, or makes sure of it.
     *
     * @return by name, the moment up to which everything was done, in milliseconds since 1970, if
     *     it is had now and was not before
     */
    Optional<Map<String, Long>> look();

    /** Whether it is had. */
    boolean held();

    /** Whether this one may begin; nobody else does it while this is had. */
    boolean mayBegin(String task, long due);

    /** This one is done; whoever is next does not do it again. */
    void done(String task, long due);

    /** Gives it to the next server. */
    void giveUp();
}

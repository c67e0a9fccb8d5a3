package dev.serval.master.emperor;

import dev.serval.master.emperor.Vassal.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides what becomes of each vassal. Pure: it is told what has happened and answers with orders.
 * Belongs to one thread.
 */
final class Empire {

    /**
     * A vassal for whoever wants to know.
     *
     * @param since when it began to be what it is
     * @param respawns how often it has failed
     */
    record Row(VassalFile file, Phase phase, Instant since, int respawns) {}

    private final Duration longestDelay;
    private final SortedMap<String, Vassal> vassals = new TreeMap<>();
    private boolean ending;

    /**
     * @param longestDelay between two starts of a vassal that keeps failing
     */
    Empire(Duration longestDelay) {
        this.longestDelay = longestDelay;
    }

    /** These are the files there are. */
    List<Order> seen(Collection<VassalFile> files, Instant now) {
        List<Order> orders = new ArrayList<>();
        if (ending) {
            return orders;
        }
        Set<Vassal> gone = new LinkedHashSet<>(vassals.values());
        for (VassalFile file : files) {
            Vassal known = vassals.get(file.id());
            if (known == null) {
                vassals.put(file.id(), new Vassal(file, now));
                orders.add(new Order.Spawn(file));
            } else {
                gone.remove(known);
                known.unwanted = false;
                present(known, file, now, orders);
            }
        }
        for (Vassal vassal : gone) {
            absent(vassal, orders, now);
        }
        return orders;
    }

    private void present(Vassal vassal, VassalFile file, Instant now, List<Order> orders) {
        boolean changed = !vassal.file.stamp().equals(file.stamp());
        boolean sameOwner = vassal.file.sameOwner(file);
        vassal.file = file;
        switch (vassal.phase) {
            case WAITING -> {
                if (changed) {
                    vassal.delay = Duration.ZERO;
                }
                if (changed || !now.isBefore(vassal.due)) {
                    vassal.starts(now);
                    orders.add(new Order.Spawn(file));
                }
            }
            case STARTING, SERVING -> {
                if (!sameOwner) {
                    // No process can become somebody else: a new one takes its place.
                    stop(vassal, now, orders);
                } else if (changed && vassal.phase == Phase.SERVING) {
                    orders.add(new Order.Reload(file.id()));
                } else {
                    vassal.again |= changed;
                }
            }
            case STOPPING -> {}
        }
    }

    private void absent(Vassal vassal, List<Order> orders, Instant now) {
        vassal.unwanted = true;
        switch (vassal.phase) {
            case WAITING -> vassals.remove(vassal.file.id());
            case STARTING, SERVING -> stop(vassal, now, orders);
            case STOPPING -> {}
        }
    }

    private static void stop(Vassal vassal, Instant now, List<Order> orders) {
        vassal.enter(Phase.STOPPING, now);
        orders.add(new Order.Stop(vassal.file.id()));
    }

    /** It serves, for the first time or after a reload. */
    List<Order> ready(String id, Instant now) {
        Vassal vassal = vassals.get(id);
        if (vassal == null || vassal.phase != Phase.STARTING) {
            return List.of();
        }
        vassal.enter(Phase.SERVING, now);
        if (!vassal.again) {
            return List.of();
        }
        vassal.again = false;
        return List.of(new Order.Reload(id));
    }

    /** It has said that it is about to end. */
    void leaving(String id) {
        Vassal vassal = vassals.get(id);
        if (vassal != null) {
            vassal.leaving = true;
        }
    }

    /**
     * Its process has ended.
     *
     * @param orderly whether it went as one that was asked to
     */
    List<Order> exited(String id, boolean orderly, Instant now) {
        Vassal vassal = vassals.get(id);
        if (vassal == null) {
            return List.of();
        }
        if (ending || vassal.unwanted) {
            vassals.remove(id);
            return List.of();
        }
        if (vassal.phase == Phase.STOPPING || vassal.again) {
            vassal.starts(now);
            return List.of(new Order.Spawn(vassal.file));
        }
        if (vassal.leaving && orderly) {
            vassal.rests(now);
        } else {
            vassal.fails(longestDelay, now);
        }
        return List.of();
    }

    /** All read their files again. */
    List<Order> reloadAll() {
        List<Order> orders = new ArrayList<>();
        for (Vassal vassal : vassals.values()) {
            switch (vassal.phase) {
                case SERVING -> orders.add(new Order.Reload(vassal.file.id()));
                case STARTING -> vassal.again = true;
                case STOPPING, WAITING -> {}
            }
        }
        return orders;
    }

    /** The end: all finish what they have. */
    List<Order> stopAll(Instant now) {
        ending = true;
        vassals.values().removeIf(vassal -> !vassal.runs());
        List<Order> orders = new ArrayList<>();
        for (Vassal vassal : vassals.values()) {
            if (vassal.phase != Phase.STOPPING) {
                stop(vassal, now, orders);
            }
        }
        return orders;
    }

    /** The end, at once. */
    List<Order> killAll() {
        ending = true;
        vassals.values().removeIf(vassal -> !vassal.runs());
        return vassals.keySet().stream().<Order>map(Order.Kill::new).toList();
    }

    /** When it is started again, in words; empty if it runs or is forgotten. */
    Optional<String> next(String id, Instant now) {
        Vassal vassal = vassals.get(id);
        if (vassal == null || vassal.runs()) {
            return Optional.empty();
        }
        return Optional.of(
                vassal.due.equals(Instant.MAX)
                        ? id + " has ended by itself; change its file to have it started again"
                        : "%s starts again in %d s, or when its file changes"
                                .formatted(
                                        id,
                                        Duration.between(now, vassal.due)
                                                .plusMillis(999)
                                                .toSeconds()));
    }

    /** Whether it was told to end and nobody is left. */
    boolean ended() {
        return ending && vassals.isEmpty();
    }

    /** All, by name. */
    List<Row> rows() {
        return vassals.values().stream().map(Empire::row).toList();
    }

    private static Row row(Vassal vassal) {
        return new Row(vassal.file, vassal.phase, vassal.since, vassal.respawns);
    }
}

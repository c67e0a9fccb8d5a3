package dev.serval.master.cluster;

import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.ServerView.WorkerRow;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a server says of itself.
 *
 * @param run tells this server from one that had its address before
 * @param beat grows with each time it says so
 * @param backend how routers ask it, as a line of a file of backends
 * @param ttlMillis how long it counts
 * @param load what it does
 * @param progress how far it is with an order
 */
public record NodeFacts(
        String run,
        long beat,
        NodeState state,
        String backend,
        long ttlMillis,
        Load load,
        Progress progress) {

    static final String RUN = "run";
    static final String STATE = "state";

    private static final int MOST_TEXT = 512;

    /**
     * @param version our own
     * @param generation what new processes are started from
     * @param ready workers that serve
     * @param workers all
     * @param busy requests that run
     * @param cores requests that can run
     * @param perSecond requests, lately
     * @param stats where its statistics are; empty for nowhere
     */
    public record Load(
            String version,
            long generation,
            long ready,
            long workers,
            long busy,
            long cores,
            long perSecond,
            String stats) {

        static Load of(ServerView view, long perSecond, String stats) {
            return new Load(
                    view.identity().version(),
                    view.identity().generation(),
                    view.workers().stream().filter(WorkerRow::ready).count(),
                    view.workers().size(),
                    view.workers().stream().mapToLong(WorkerRow::busy).sum(),
                    view.workers().stream().mapToLong(row -> row.cores().size()).sum(),
                    perSecond,
                    stats);
        }
    }

    /** As they are written in a registry. */
    Map<String, String> written() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(RUN, run);
        all.put("beat", Long.toString(beat));
        all.put(STATE, state.word());
        all.put("backend", backend);
        all.put("ttl", Long.toString(ttlMillis));
        all.put("version", load.version);
        all.put("generation", Long.toString(load.generation));
        all.put("ready", Long.toString(load.ready));
        all.put("workers", Long.toString(load.workers));
        all.put("busy", Long.toString(load.busy));
        all.put("cores", Long.toString(load.cores));
        all.put("rate", Long.toString(load.perSecond));
        all.put("stats", load.stats);
        all.put("reload", progress.written());
        return all;
    }

    /** Reads them; what is missing or odd is nothing or 0. */
    public static NodeFacts read(Map<String, String> facts) {
        return new NodeFacts(
                text(facts, RUN),
                number(facts, "beat"),
                NodeState.of(text(facts, STATE)),
                text(facts, "backend"),
                number(facts, "ttl"),
                new Load(
                        text(facts, "version"),
                        number(facts, "generation"),
                        number(facts, "ready"),
                        number(facts, "workers"),
                        number(facts, "busy"),
                        number(facts, "cores"),
                        number(facts, "rate"),
                        text(facts, "stats")),
                Progress.read(text(facts, "reload")));
    }

    /** Nobody's terminal is written to but by us. */
    private static String text(Map<String, String> facts, String name) {
        String clean = facts.getOrDefault(name, "").replaceAll("\\p{Cntrl}", "?");
        return clean.substring(0, Math.min(MOST_TEXT, clean.length()));
    }

    private static long number(Map<String, String> facts, String name) {
        String text = text(facts, name);
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }
}

package dev.serval.control.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where jobs are kept and how they are done; for workers, which submit them, and for spoolers.
 *
 * @param queues there are, in the operator's order
 * @param drivers jars in which a JDBC driver is looked for
 * @param processes spoolers for each queue, 1 and up
 * @param fsync {@code always}, {@code batch} or {@code never}
 * @param maxBytes the largest body
 * @param maxAttempts after so many a job is dead
 * @param retryDelay the wait after the first attempt
 * @param harakiri the longest one job may run; zero for no limit
 * @param maxTasks jobs after which a spooler asks to be replaced; 0 for no limit
 * @param ordered whether jobs run one after the other, as they were submitted
 */
public record SpoolConfig(
        List<Queue> queues,
        List<String> drivers,
        int processes,
        String fsync,
        long maxBytes,
        int maxAttempts,
        Duration retryDelay,
        Duration harakiri,
        long maxTasks,
        boolean ordered) {

    private static final char MARK = '=';

    public SpoolConfig {
        queues = List.copyOf(queues);
        drivers = List.copyOf(drivers);
    }

    /**
     * @param name what the application calls it
     * @param place a folder from the root, or a URL without its password
     * @param password for the URL; empty for none
     */
    public record Queue(String name, String place, String password) {

        /** Its password is not for messages. */
        @Override
        public String toString() {
            return name + MARK + place;
        }
    }

    /** How many spoolers there are. */
    public int spoolers() {
        return queues.size() * processes;
    }

    /**
     * Whose jobs a spooler does.
     *
     * @param slot its number, 1 and up
     */
    public Queue queueOf(int slot) {
        return queues.get((slot - 1) / processes);
    }

    Settings addTo(Settings to) {
        return to.put("spools", queues.stream().map(Queue::toString).toList())
                .put(
                        "spool-passwords",
                        queues.stream()
                                .filter(q -> !q.password.isEmpty())
                                .map(q -> q.name + MARK + q.password)
                                .toList())
                .put("spool-drivers", drivers)
                .put("spool-processes", processes)
                .put("spool-fsync", fsync)
                .put("spool-max-size", maxBytes)
                .put("spool-max-attempts", maxAttempts)
                .put("spool-retry-delay", retryDelay)
                .put("spool-harakiri", harakiri)
                .put("spool-max-tasks", maxTasks)
                .put("spool-ordered", ordered ? 1L : 0L);
    }

    static SpoolConfig of(Settings s) {
        Map<String, String> passwords = parted(s.list("spool-passwords"));
        List<Queue> queues = new ArrayList<>();
        parted(s.list("spools"))
                .forEach((name, place) ->
                        queues.add(new Queue(name, place, passwords.getOrDefault(name, ""))));
        return new SpoolConfig(
                queues,
                s.list("spool-drivers"),
                s.integer("spool-processes"),
                s.text("spool-fsync"),
                s.number("spool-max-size"),
                s.integer("spool-max-attempts"),
                s.duration("spool-retry-delay"),
                s.duration("spool-harakiri"),
                s.number("spool-max-tasks"),
                s.integer("spool-ordered") == 1);
    }

    private static Map<String, String> parted(List<String> entries) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String entry : entries) {
            int mark = entry.indexOf(MARK);
            parts.put(entry.substring(0, mark), entry.substring(mark + 1));
        }
        return parts;
    }
}

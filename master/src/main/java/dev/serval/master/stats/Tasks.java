package dev.serval.master.stats;

import dev.serval.control.link.ToMaster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the application does at times, as the workers that lead tell it; outlives them. Any thread.
 */
public final class Tasks {

    private final Map<String, TaskRow> rows = new LinkedHashMap<>();

    /** A worker leads: these are all there are. */
    public synchronized void planned(Map<String, String> tasks) {
        rows.keySet().retainAll(tasks.keySet());
        tasks.forEach((name, when) -> {
            TaskRow before = rows.get(name);
            rows.put(
                    name,
                    before == null
                            ? TaskRow.planned(name, when, System.currentTimeMillis())
                            : before.at(when));
        });
    }

    /** One was due. */
    public synchronized void ran(ToMaster.Ran ran) {
        rows.computeIfPresent(
                ran.task(), (_, row) -> row.after(ran.due(), ran.outcome(), ran.took()));
    }

    /** By name, up to when everything was done; who leads next goes on from there. */
    public synchronized Map<String, Long> done() {
        Map<String, Long> done = new LinkedHashMap<>();
        rows.forEach((name, row) -> done.put(name, row.done()));
        return done;
    }

    /** In the order of their names at the time they came up. */
    public synchronized List<TaskRow> all() {
        return List.copyOf(rows.values());
    }
}

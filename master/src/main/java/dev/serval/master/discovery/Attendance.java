package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.master.cluster.NodeFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which servers of a registry are asked: those that have said that they are ready, until they say
 * goodbye or have said nothing for as long as they count. What only the registry has forgotten
 * counts as silence; while it does not answer, nobody is silent. Pure; time is milliseconds.
 */
final class Attendance {

    private record Heard(NodeFacts facts, Backend backend, long at) {

        boolean silent(long now) {
            return now - at > facts.ttlMillis();
        }
    }

    private final Map<String, Heard> present = new LinkedHashMap<>();
    private boolean deaf;

    /** What a server says, and who that is to ask. */
    record Said(NodeFacts facts, Backend backend) {}

    /** The registry does not answer. */
    void missed() {
        deaf = true;
    }

    /**
     * All that the registry has.
     *
     * @return what has changed, a line each
     */
    List<String> take(Map<String, Said> all, long now) {
        if (deaf) {
            present.replaceAll((_, heard) -> new Heard(heard.facts, heard.backend, now));
        }
        deaf = false;
        List<String> changes = new ArrayList<>();
        all.forEach((node, said) -> {
            switch (said.facts.state()) {
                case READY -> hear(node, said, now, changes);
                case DRAINING -> {
                    if (present.remove(node) != null) {
                        changes.add("node has left: " + node);
                    }
                }
                case DOWN -> {}
            }
        });
        present.entrySet()
                .removeIf(each -> {
                    boolean silent = each.getValue().silent(now);
                    if (silent) {
                        long seconds = each.getValue().facts.ttlMillis() / 1000;
                        changes.add(
                                "node was silent for %d s: %s".formatted(seconds, each.getKey()));
                    }
                    return silent;
                });
        return changes;
    }

    private void hear(String node, Said said, long now, List<String> changes) {
        Heard before = present.get(node);
        if (before == null) {
            changes.add("new node: " + node);
        }
        if (before == null || isNews(before.facts, said.facts)) {
            present.put(node, new Heard(said.facts, said.backend, now));
        }
    }

    private static boolean isNews(NodeFacts before, NodeFacts now) {
        return before.beat() != now.beat() || !before.run().equals(now.run());
    }

    /** Who is asked now. */
    List<Backend> backends() {
        return present.values().stream().map(Heard::backend).toList();
    }
}

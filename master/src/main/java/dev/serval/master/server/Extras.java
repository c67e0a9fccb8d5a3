package dev.serval.master.server;

import dev.serval.master.process.ChildCommand;
import dev.serval.master.spool.Engines;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What children load beside their own jars, as folders of the distribution's {@code lib}. */
final class Extras {

    private Extras() {}

    static List<String> of(ServerPlan plan) {
        Set<String> extras = new LinkedHashSet<>();
        if (plan.traces().traces()) {
            extras.add(ChildCommand.TRACES);
        }
        if (plan.shared().elsewhere()) {
            extras.add(Engines.REDIS);
        }
        plan.spools().queues().forEach(queue -> Engines.of(queue.place()).ifPresent(extras::add));
        return List.copyOf(extras);
    }
}

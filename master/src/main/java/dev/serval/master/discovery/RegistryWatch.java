package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.log.EventLog;
import dev.serval.control.routing.BackendLine;
import dev.serval.hub.ClusterEngine.Entry;
import dev.serval.hub.ClusterEngine.Line;
import dev.serval.hub.ClusterEngine.Place;
import dev.serval.hub.ClusterException;
import dev.serval.master.cluster.NodeFacts;
import dev.serval.master.cluster.Registries;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Servers that announce themselves in a registry, on a thread of its own. While it does not answer,
 * what was known before counts.
 */
final class RegistryWatch implements Watch {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final String shown;
    private final Place place;
    private final Listener listener;
    private final Thread thread;
    private final Attendance attendance = new Attendance();
    private final Set<String> odd = new HashSet<>();
    private boolean known;
    private boolean failing;

    private RegistryWatch(String shown, Place place, Listener listener) {
        this.shown = shown;
        this.place = place;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("registry " + shown).unstarted(this::run);
    }

    /**
     * @param shown for the log
     */
    static RegistryWatch start(String shown, Place place, Listener listener) {
        RegistryWatch made = new RegistryWatch(shown, place, listener);
        made.thread.start();
        return made;
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    private void run() {
        try (Line line = Registries.open(place)) {
            while (true) {
                look(line);
                Thread.sleep(LOOK);
            }
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Line line) {
        try {
            Map<String, Entry> all = line.nodes();
            long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            for (String change : attendance.take(understood(all), now)) {
                EventLog.line("%s: %s".formatted(shown, change));
            }
            if (failing) {
                EventLog.line("%s: is answered again".formatted(shown));
            }
            failing = false;
            known = true;
            listener.found(attendance.backends());
        } catch (ClusterException e) {
            if (thread.isInterrupted()) {
                return;
            }
            attendance.missed();
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void failed(String why) {
        if (!failing) {
            EventLog.line(
                    "%s: %s%s".formatted(shown, why, known ? "; the backends of before stay" : ""));
        }
        failing = true;
        if (!known) {
            listener.found(List.of());
        }
    }

    private Map<String, Attendance.Said> understood(Map<String, Entry> all) {
        Map<String, Attendance.Said> said = new LinkedHashMap<>();
        all.forEach((node, entry) -> {
            NodeFacts facts = NodeFacts.read(entry.facts());
            backend(node, facts)
                    .ifPresent(backend -> said.put(node, new Attendance.Said(facts, backend)));
        });
        odd.retainAll(all.keySet());
        return said;
    }

    private Optional<Backend> backend(String node, NodeFacts facts) {
        try {
            return Optional.of(FileWatch.lookedUp(BackendLine.parse(facts.backend())));
        } catch (BackendLine.Fault | UnknownHostException e) {
            if (odd.add(node)) {
                EventLog.line(
                        "%s: a node cannot be asked, its address is no backend, or has a host that"
                                        .formatted(shown)
                                + " is not known");
            }
            return Optional.empty();
        }
    }
}

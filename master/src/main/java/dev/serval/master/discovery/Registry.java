package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who has announced itself, for which host, and when last. Pure; time is milliseconds. */
final class Registry {

    private static final int MAX_HOSTS = 1024;
    private static final int MAX_NODES = 64;

    private record Node(Backend backend, long seen) {}

    /** What has become of an announcement. */
    enum Change {
        /** A node is new. */
        CAME,
        /** It is known, and says something else than before. */
        DIFFERS,
        /** It has ended its subscription. */
        LEFT,
        /** Nothing but that it is still there, or was unknown. */
        NONE,
        /** It is new, and there are too many. */
        TOO_MANY
    }

    /** A node that has not been heard of for too long. */
    record Silent(String host, Backend backend) {}

    private final Map<String, Map<BackendAddress, Node>> hosts = new LinkedHashMap<>();

    Change take(Announcement said, long now) {
        Map<BackendAddress, Node> nodes = hosts.getOrDefault(said.host(), Map.of());
        Node before = nodes.get(said.backend().address());
        if (said.leaves()) {
            return before == null ? Change.NONE : leave(said.host(), said.backend().address());
        }
        boolean full = nodes.size() >= MAX_NODES || (nodes.isEmpty() && hosts.size() >= MAX_HOSTS);
        if (before == null && full) {
            return Change.TOO_MANY;
        }
        hosts.computeIfAbsent(said.host(), _ -> new LinkedHashMap<>())
                .put(said.backend().address(), new Node(said.backend(), now));
        if (before == null) {
            return Change.CAME;
        }
        return before.backend.equals(said.backend()) ? Change.NONE : Change.DIFFERS;
    }

    private Change leave(String host, BackendAddress address) {
        Map<BackendAddress, Node> nodes = hosts.getOrDefault(host, Map.of());
        nodes.remove(address);
        if (nodes.isEmpty()) {
            hosts.remove(host);
        }
        return Change.LEFT;
    }

    /** Forgets whoever was silent for longer than this. */
    List<Silent> expire(long now, long toleranceMillis) {
        List<Silent> silent = new ArrayList<>();
        for (Iterator<Map.Entry<String, Map<BackendAddress, Node>>> all =
                        hosts.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, Map<BackendAddress, Node>> each = all.next();
            each.getValue()
                    .values()
                    .removeIf(node ->
                            now - node.seen > toleranceMillis
                                    && silent.add(new Silent(each.getKey(), node.backend)));
            if (each.getValue().isEmpty()) {
                all.remove();
            }
        }
        return silent;
    }

    /** Those that serve a host. */
    List<Backend> of(String host) {
        return hosts.getOrDefault(host, Map.of()).values().stream().map(Node::backend).toList();
    }

    Set<String> hosts() {
        return Set.copyOf(hosts.keySet());
    }
}

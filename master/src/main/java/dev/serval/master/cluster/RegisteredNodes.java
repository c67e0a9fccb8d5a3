package dev.serval.master.cluster;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.routing.BackendLine;
import dev.serval.hub.ClusterEngine.Entry;
import dev.serval.hub.ClusterEngine.Line;
import dev.serval.hub.ClusterEngine.Lock;
import dev.serval.hub.ClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The servers of a registry. */
public final class RegisteredNodes implements Nodes {

    private final Line line;

    /**
     * @param line is closed with this
     */
    public RegisteredNodes(Line line) {
        this.line = line;
    }

    @Override
    public List<NodeRow> look() throws ClusterException {
        List<NodeRow> rows = new ArrayList<>();
        line.nodes().forEach((node, entry) -> rows.add(row(node, entry)));
        rows.sort(Comparator.comparing(NodeRow::node));
        return rows;
    }

    private static NodeRow row(String node, Entry entry) {
        NodeFacts facts = NodeFacts.read(entry.facts());
        return new NodeRow(
                node.replaceAll("\\p{Cntrl}", "?"),
                facts.state().word(),
                facts.load(),
                Math.max(0, facts.ttlMillis() - entry.left().toMillis()),
                zone(facts.backend()));
    }

    private static String zone(String backend) {
        try {
            Backend read = BackendLine.parse(backend);
            return read.zone();
        } catch (BackendLine.Fault e) {
            return "";
        }
    }

    @Override
    public boolean reload(RollRules rules) throws IOException, InterruptedException {
        Lock lock = line.lock(who(), Lease.LENGTH);
        if (!lock.taken()) {
            rules.failed()
                    .accept(
                            "another roll is under way, of %s; it has the lock until it ends, or %d s after it has died"
                                    .formatted(lock.who(), Lease.LENGTH.toSeconds()));
            return false;
        }
        try (Lease lease = Lease.keep(line, lock)) {
            List<String> nodes = able(rules);
            return !nodes.isEmpty()
                    && new Roll(rules, new OrderReloader(line, lease, rules.timeout())).over(nodes);
        }
    }

    /** Those that are to be reloaded; none if one could not come back. */
    private List<String> able(RollRules rules) throws ClusterException {
        List<NodeRow> rows = look().stream().filter(row -> !row.isDraining()).toList();
        List<String> down = rows.stream().filter(row -> !row.isReady()).map(NodeRow::node).toList();
        if (rows.isEmpty()) {
            rules.failed().accept("no node is registered there");
        } else if (!down.isEmpty()) {
            rules.failed()
                    .accept(
                            "%s is down, nothing was reloaded; mend or stop it first"
                                    .formatted(String.join(", ", down)));
            return List.of();
        }
        return rows.stream().map(NodeRow::node).toList();
    }

    /** For another operator. */
    private static String who() throws IOException {
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        return "%s@%s since %s"
                .formatted(
                        System.getProperty("user.name"),
                        host,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void close() {
        line.close();
    }
}

package dev.serval.master.cluster;

import dev.serval.hub.ClusterEngine.Entry;
import dev.serval.hub.ClusterEngine.Line;
import dev.serval.hub.ClusterException;
import java.time.Duration;
import java.util.Optional;

/** Reloads a server by an order in the registry, and reads there how it goes. Any thread. */
final class OrderReloader implements Roll.Reloader {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Line line;
    private final Lease lease;
    private final Duration timeout;

    OrderReloader(Line line, Lease lease, Duration timeout) {
        this.line = line;
        this.lease = lease;
        this.timeout = timeout;
    }

    /** An order that the registry has lost is left again; a node obeys one token once. */
    @Override
    public String reload(String node) throws RollException, InterruptedException {
        long begin = System.nanoTime();
        String what = "";
        while (System.nanoTime() - begin < timeout.toNanos()) {
            if (lease.isLost()) {
                throw RollException.refused("another roll has taken the lock");
            }
            try {
                Standing now = look(node);
                switch (now) {
                    case Standing.Ready(String text) -> {
                        return text;
                    }
                    case Standing.Failed(String why) -> throw RollException.refused(why);
                    case Standing.Waiting(String waits) -> what = waits;
                    case Standing.Untold(String waits) -> {
                        what = waits;
                        tell(node);
                    }
                }
            } catch (ClusterException e) {
                what = "the registry does not answer: " + e.getMessage();
            }
            Thread.sleep(LOOK);
        }
        throw RollException.late(timeout.toSeconds(), what);
    }

    private Standing look(String node) throws ClusterException {
        Optional<NodeFacts> facts =
                Optional.ofNullable(line.nodes().get(node)).map(Entry::facts).map(NodeFacts::read);
        return Standing.of(facts, lease.lock().token());
    }

    /** What the registry has forgotten is said again: the lock first. */
    private void tell(String node) throws ClusterException, RollException {
        boolean left = line.order(lease.lock(), node, Orders.RELOAD, timeout);
        if (!left && !lease.renewNow()) {
            throw RollException.refused("another roll has taken the lock");
        }
    }
}

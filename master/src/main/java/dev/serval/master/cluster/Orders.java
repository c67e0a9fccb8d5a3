package dev.serval.master.cluster;

import dev.serval.hub.ClusterEngine.Order;
import dev.serval.hub.ClusterEngine.Told;

/**
 * Which orders a server obeys: each once, and none of somebody who was the holder of the lock
 * before another was. Pure; belongs to one thread.
 */
final class Orders {

    /** The one that there is. */
    static final String RELOAD = "reload";

    private long latest;
    private long obeyed;
    private Order last = new Order(0, "");

    /** What is to be done. */
    sealed interface Verdict {
        /** Nothing new was said. */
        record Nothing() implements Verdict {}

        /** It is to be obeyed. */
        record Obey(Order order) implements Verdict {}

        /** It is not, and why. */
        record Refuse(Order order, String why) implements Verdict {}
    }

    /** Looks at what was told. */
    Verdict judge(Told told) {
        latest = Math.max(latest, told.token());
        Order order = told.order().orElse(last);
        if (order.equals(last) || order.token() == obeyed) {
            return new Verdict.Nothing();
        }
        last = order;
        long newest = Math.max(latest, obeyed);
        if (order.token() < newest) {
            return new Verdict.Refuse(
                    order,
                    "its token %d is stale: %d was given since".formatted(order.token(), newest));
        }
        obeyed = order.token();
        return order.what().equals(RELOAD)
                ? new Verdict.Obey(order)
                : new Verdict.Refuse(order, "there is no such order");
    }
}

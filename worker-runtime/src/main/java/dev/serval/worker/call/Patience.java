package dev.serval.worker.call;

import dev.serval.control.config.WorkerConfig;
import dev.serval.control.option.RouteTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How long a request may run, by its path.
 *
 * @param general where no route says otherwise; zero for no limit
 * @param routes the longest prefix first
 */
public record Patience(Duration general, List<RouteTime> routes) {

    /** As configured. */
    public static Patience of(WorkerConfig.Harakiri config) {
        return new Patience(
                config.after(),
                config.routes().stream()
                        .map(RouteTime::parse)
                        .sorted(Comparator.comparingInt(r -> -r.prefix().length()))
                        .toList());
    }

    /** Whether any request has a limit at all. */
    public boolean limited() {
        return !general.isZero() || routes.stream().anyMatch(r -> !r.time().isZero());
    }

    Duration forPath(String path) {
        for (RouteTime route : routes) {
            if (route.covers(path)) {
                return route.time();
            }
        }
        return general;
    }
}

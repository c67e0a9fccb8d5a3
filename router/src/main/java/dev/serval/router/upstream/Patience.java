package dev.serval.router.upstream;

import dev.serval.control.option.RouteTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How long a request to a program may take, by its path. Workers of our own watch over themselves.
 *
 * @param routes the longest prefix first
 */
record Patience(List<RouteTime> routes) {

    /**
     * @param texts for {@link RouteTime}
     */
    static Patience of(List<String> texts) {
        return new Patience(
                texts.stream()
                        .map(RouteTime::parse)
                        .sorted(Comparator.comparingInt(r -> -r.prefix().length()))
                        .toList());
    }

    /**
     * Zero for no limit.
     *
     * @param target of the request, as its client wrote it
     */
    Duration of(String target) {
        if (routes.isEmpty()) {
            return Duration.ZERO;
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        for (RouteTime route : routes) {
            if (route.covers(path)) {
                return route.time();
            }
        }
        return Duration.ZERO;
    }
}

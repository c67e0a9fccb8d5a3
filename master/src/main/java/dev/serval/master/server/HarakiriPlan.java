package dev.serval.master.server;

import dev.serval.control.config.WorkerConfig;
import dev.serval.control.option.RouteTime;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.TimeoutOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long requests may run, from what the operator has written. */
final class HarakiriPlan {

    private HarakiriPlan() {}

    static WorkerConfig.Harakiri config(OptionValues values) {
        return new WorkerConfig.Harakiri(
                values.get(TimeoutOptions.HARAKIRI),
                values.all(TimeoutOptions.HARAKIRI_ROUTE).stream()
                        .map(RouteTime::toString)
                        .toList(),
                values.get(TimeoutOptions.HARAKIRI_GRACE),
                values.get(TimeoutOptions.HARAKIRI_VERBOSE));
    }

    /** A worker that closes before this has not given a request up: it has died. */
    static Duration shortest(OptionValues values) {
        return all(values).stream()
                .map(RouteTime::time)
                .filter(time -> !time.isZero())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** For requests to programs, which nobody but the router can watch over. */
    static List<String> ofPrograms(OptionValues values) {
        return shortest(values).isZero()
                ? List.of()
                : all(values).stream().map(RouteTime::toString).toList();
    }

    private static List<RouteTime> all(OptionValues values) {
        List<RouteTime> all = new ArrayList<>(values.all(TimeoutOptions.HARAKIRI_ROUTE));
        all.add(new RouteTime("/", values.get(TimeoutOptions.HARAKIRI)));
        return all;
    }
}

package dev.serval.router.route;

import dev.serval.control.config.RuleConfig;
import dev.serval.http.Sender;
import dev.serval.router.upstream.Upstream;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;

/** The rules, with the pools of one event loop. */
public final class Routes {

    private final List<Step> steps;
    private final Map<String, Upstream> pools;
    private final Upstream fallback;
    private final Route plain;

    /** Rules without pools, for all event loops. */
    public static final class Table {

        private final List<Step> steps;

        /**
         * @throws IllegalArgumentException if a file that a rule names cannot be used any more
         */
        public Table(List<RuleConfig> rules) {
            Actions actions = new Actions(new PasswordCheck());
            this.steps = rules.stream().map(actions::step).toList();
        }

        /**
         * @param pools by name
         * @param fallback for requests that no rule sends to one
         */
        public Routes with(Map<String, Upstream> pools, Upstream fallback) {
            return new Routes(steps, pools, fallback);
        }
    }

    private Routes(List<Step> steps, Map<String, Upstream> pools, Upstream fallback) {
        this.steps = steps;
        this.pools = pools;
        this.fallback = fallback;
        this.plain = Route.to(fallback);
    }

    /**
     * Applies the rules, in order, to a request that the guard has passed: its target and its
     * fields may change.
     */
    public Route of(HttpRequest request, Sender sender) {
        if (steps.isEmpty()) {
            return plain;
        }
        Walk walk = new Walk(request, sender);
        if (RoutePath.isAmbiguous(walk.path())) {
            walk.reply(Replies.ambiguous());
            return route(walk);
        }
        for (Step step : steps) {
            if (step.concerns(walk) && step.apply(walk)) {
                break;
            }
        }
        return route(walk);
    }

    private Route route(Walk walk) {
        String pool = walk.pool();
        return new Route(
                pool == null ? fallback : pools.getOrDefault(pool, fallback),
                pool == null,
                walk.edits(),
                walk.checks(),
                walk.reply(),
                walk.login());
    }
}

package dev.serval.master.server;

import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.RoutingConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.master.discovery.DiscoveryPlan;
import java.util.List;

/**
 * The plan of pools and routes.
 *
 * @param text as the router is sent it
 * @param subscriptions who else serves
 */
record RoutingPlan(String text, RoutingConfig config, RouterConfig.Subscriptions subscriptions) {

    static RoutingPlan of(OptionValues values) {
        return new RoutingPlan(
                values.routingText(), values.routing(), DiscoveryPlan.forRouters(values));
    }

    /** Whether there are rules, or others that subscribe: that may be all there is to serve. */
    boolean serves() {
        return !config.rules().isEmpty() || subscriptions.taken();
    }

    /**
     * @param app whether there is an application of ours
     * @param router whether there is a router
     * @throws OptionException if it does not go together with the rest
     */
    void check(boolean app, boolean router) {
        if (!config.rules().isEmpty() && !router) {
            throw OptionException.combination(
                    "`routes` need a router; add an address for it: --http :8000");
        }
        if (!app && config.uses(RoutingConfig.WORKERS)) {
            throw OptionException.combination(
                    "`routes` send requests to workers, and there is no application for them; add"
                            + " --module pkg.Class");
        }
    }

    /**
     * @param patience how long requests to programs may take
     * @param sticky the cookie that keeps a client at its worker; empty for none
     */
    RouterConfig.Routing config(boolean app, List<String> patience, String sticky) {
        return new RouterConfig.Routing(text, app, patience, sticky, subscriptions);
    }
}

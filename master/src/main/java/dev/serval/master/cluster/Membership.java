package dev.serval.master.cluster;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.routing.BackendLine;
import dev.serval.hub.ClusterEngine.Place;
import java.time.Duration;
import java.util.Optional;

/**
 * As what this server is registered.
 *
 * @param place where
 * @param node its name: where routers reach it
 * @param backend how they ask it
 * @param ttl silence after which it is taken for dead
 * @param stats where its statistics are; empty for nowhere
 */
public record Membership(Place place, String node, String backend, Duration ttl, String stats) {

    /**
     * By this plan; empty if it is nowhere.
     *
     * @param socket its first one for uwsgi; empty if it has none
     * @param stats the first address of its statistics; empty if it has none
     */
    public static Optional<Membership> of(
            ClusterPlan plan, Optional<String> socket, Optional<String> stats) {
        Optional<BackendAddress> address =
                plan.address().or(() -> socket.map(BackendAddress::parse));
        if (plan.place().isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        Backend backend = Backend.at(address.get()).weighing(plan.weight()).in(plan.zone());
        return Optional.of(
                new Membership(
                        plan.place().get(),
                        address.get().toString(),
                        BackendLine.of(backend),
                        plan.ttl(),
                        stats.orElse("")));
    }
}

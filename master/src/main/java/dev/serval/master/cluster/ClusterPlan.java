package dev.serval.master.cluster;

import dev.serval.control.option.Address;
import dev.serval.control.option.BackendAddress;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ClusterOptions;
import dev.serval.hub.ClusterEngine.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator wants this server to be in a cluster.
 *
 * @param place where it announces itself; empty for nowhere
 * @param address where routers reach it; empty for its first socket
 * @param weight its share, 1 to 65535
 * @param zone where it is; empty for nowhere
 * @param ttl silence after which it is taken for dead
 */
public record ClusterPlan(
        Optional<Place> place,
        Optional<BackendAddress> address,
        int weight,
        String zone,
        Duration ttl) {

    private static final Duration LEAST_TTL = Duration.ofSeconds(2);
    private static final Duration MOST_TTL = Duration.ofHours(1);
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.-]{0,63}");

    /**
     * Reads it.
     *
     * @throws OptionException if a value is none, or there is no password in the file for it
     */
    public static ClusterPlan of(OptionValues values) {
        ClusterPlan plan =
                new ClusterPlan(
                        values.isSaid(ClusterOptions.CLUSTER)
                                ? Optional.of(
                                        Registries.place(
                                                values.get(ClusterOptions.CLUSTER), values))
                                : Optional.empty(),
                        values.isSaid(ClusterOptions.ADDRESS)
                                ? Optional.of(values.get(ClusterOptions.ADDRESS))
                                : Optional.empty(),
                        values.get(ClusterOptions.WEIGHT),
                        values.text(ClusterOptions.ZONE),
                        values.get(ClusterOptions.TTL));
        if (!ZONE.matcher(plan.zone).matches()) {
            throw OptionException.combination(
                    "--cluster-zone is %s; it must be a name of up to 63 letters, digits, _, . and -"
                            .formatted(plan.zone));
        }
        if (plan.ttl.compareTo(LEAST_TTL) < 0 || plan.ttl.compareTo(MOST_TTL) > 0) {
            throw OptionException.combination("--cluster-ttl must be 2s to 1h");
        }
        return plan;
    }

    /**
     * Looks whether it goes together with the rest.
     *
     * @param sockets of workers, for uwsgi
     * @throws OptionException if routers would not know where to reach this server
     */
    public void check(List<Address> sockets) {
        if (place.isEmpty()) {
            return;
        }
        Registries.check(place.get());
        if (address.isPresent()) {
            return;
        }
        if (sockets.isEmpty()) {
            throw OptionException.combination(
                    "--cluster needs a socket for uwsgi that routers reach; add --socket ADDRESS, or"
                            + " say where they reach this server: --cluster-address http://HOST:PORT");
        }
        String host = sockets.getFirst().host();
        if (host.equals("0.0.0.0") || host.equals("::")) {
            throw OptionException.combination(
                    "--cluster with --socket %s does not say how routers reach it; add"
                                    .formatted(sockets.getFirst())
                            + " --cluster-address HOST:PORT");
        }
    }
}

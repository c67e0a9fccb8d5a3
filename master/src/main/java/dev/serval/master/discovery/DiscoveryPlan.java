package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.RoutingConfig;
import dev.serval.control.option.Address;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.RegistryPlace;
import dev.serval.control.option.SignRule;
import dev.serval.control.option.Subscription;
import dev.serval.control.option.UpstreamSource;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.DiscoveryOptions;
import dev.serval.control.table.RouterOptions;
import dev.serval.hub.ClusterEngine.Place;
import dev.serval.master.cluster.Registries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How backends are found, and how others find this server, from what the operator has written.
 *
 * @param servers where subscriptions are taken
 * @param tolerance silence that ends one
 * @param check how they must be signed, if they must
 * @param signTolerance how far the clock of who has signed may be off
 * @param sources where else backends are found
 * @param dns how DNS is asked
 * @param subscriptions whom this server announces itself to
 * @param frequency how often
 * @param registries of the sources, those in which servers announce themselves
 */
public record DiscoveryPlan(
        List<Address> servers,
        Duration tolerance,
        Optional<SignRule> check,
        Duration signTolerance,
        Set<UpstreamSource> sources,
        Dns dns,
        List<Subscription> subscriptions,
        Duration frequency,
        Map<UpstreamSource, Place> registries) {

    /**
     * @param servers that are asked; none for those of the system
     * @param least how long an answer counts at least
     * @param most how long at most
     */
    record Dns(List<Address> servers, Duration least, Duration most) {}

    /**
     * @throws OptionException if a file of backends has a mistake
     */
    public static DiscoveryPlan of(OptionValues values) {
        List<Subscription> own = new ArrayList<>(values.all(DiscoveryOptions.SUBSCRIBE_TO));
        own.addAll(values.all(DiscoveryOptions.SUBSCRIBE2));
        return new DiscoveryPlan(
                values.all(DiscoveryOptions.SUBSCRIPTION_SERVER),
                values.get(DiscoveryOptions.TOLERANCE),
                values.isSaid(DiscoveryOptions.SIGN_CHECK)
                        ? Optional.of(values.get(DiscoveryOptions.SIGN_CHECK))
                        : Optional.empty(),
                values.get(DiscoveryOptions.SIGN_TOLERANCE),
                sources(values),
                new Dns(
                        values.all(DiscoveryOptions.RESOLVER),
                        values.get(DiscoveryOptions.MIN_TTL),
                        values.get(DiscoveryOptions.MAX_TTL)),
                own,
                values.get(DiscoveryOptions.SUBSCRIBE_FREQ),
                registries(values));
    }

    private static Map<UpstreamSource, Place> registries(OptionValues values) {
        Map<UpstreamSource, Place> all = new LinkedHashMap<>();
        for (UpstreamSource source : sources(values)) {
            if (source.kind() == UpstreamSource.Kind.REGISTRY) {
                all.put(source, Registries.place(RegistryPlace.parse(source.toString()), values));
            }
        }
        return all;
    }

    private static Set<UpstreamSource> sources(OptionValues values) {
        RoutingConfig routing = values.routing();
        Stream<String> ofPools =
                routing.pools().stream().flatMap(pool -> pool.membership().sources().stream());
        Set<UpstreamSource> all = new LinkedHashSet<>();
        Stream.concat(
                        values.all(RouterOptions.HTTP_TO).stream().filter(UpstreamSource::isMeant),
                        ofPools)
                .map(UpstreamSource::parse)
                .forEach(all::add);
        return all;
    }

    /**
     * Looks whether it goes together with the rest.
     *
     * @param router whether there is one
     * @param sockets of workers, for uwsgi
     * @throws OptionException if it does not, or a file has a mistake
     */
    public void check(boolean router, List<Address> sockets) {
        if (!servers.isEmpty() && !router) {
            throw OptionException.combination(
                    "--http-subscription-server needs a router; add an address for it: --http"
                            + " :8000");
        }
        check.ifPresent(DiscoveryPlan::checkFolder);
        subscriptions.forEach(each -> check(each, sockets));
        if (dns.most.compareTo(dns.least) < 0) {
            throw OptionException.combination("--resolver-max-ttl is less than --resolver-min-ttl");
        }
        for (UpstreamSource source : sources) {
            if (source.kind() == UpstreamSource.Kind.FILE) {
                UpstreamFile.read(Path.of(source.name()));
            }
        }
        registries.values().forEach(Registries::check);
    }

    private static void checkFolder(SignRule rule) {
        if (!Files.isDirectory(Path.of(rule.path()))) {
            throw OptionException.file(
                    "--subscriptions-sign-check names %s, and there is no such folder"
                            .formatted(rule.path()));
        }
    }

    private static void check(Subscription own, List<Address> sockets) {
        if (own.address().isEmpty()) {
            if (own.socket() >= sockets.size()) {
                throw OptionException.combination(
                        "subscribing to %s needs a socket for uwsgi; add --socket ADDRESS, or say"
                                        .formatted(own.shown())
                                + " whom to ask: --subscribe2 server=...,key=...,addr=HOST:PORT");
            }
            Address socket = sockets.get(own.socket());
            if (socket.host().equals("0.0.0.0") || socket.host().equals("::")) {
                throw OptionException.combination(
                        "subscribing to %s with --socket %s does not say how the router reaches it;"
                                        .formatted(own.shown(), socket)
                                + " add --subscribe2 server=%s,key=%s,addr=HOST:PORT"
                                        .formatted(own.server(), own.key()));
            }
        }
        own.sign()
                .flatMap(Signing::fault)
                .ifPresent(fault -> {
                    throw OptionException.file(
                            "subscribing to %s: %s".formatted(own.shown(), fault));
                });
    }

    /** What routers must know of those who announce themselves. */
    public static RouterConfig.Subscriptions forRouters(OptionValues values) {
        return new RouterConfig.Subscriptions(
                !values.all(DiscoveryOptions.SUBSCRIPTION_SERVER).isEmpty(),
                values.get(DiscoveryOptions.FALLBACK_KEY),
                values.get(DiscoveryOptions.SLOW_START));
    }

    /** Whether there may be backends that nobody has written down. */
    public boolean takesSubscriptions() {
        return !servers.isEmpty();
    }

    /** How many backends are taken from one source. */
    static int most() {
        return PoolConfig.MAX_BACKENDS;
    }
}

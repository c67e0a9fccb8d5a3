package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.measure.Meters;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Backends that announce themselves, for one event loop: a pool for each host that they serve. */
public final class Subscribed implements Upstream {

    private final Function<String, BackendPool> maker;
    private final String fallback;
    private final Upstream others;
    private final Map<String, BackendPool> pools = new HashMap<>();

    /**
     * @param maker a pool for a host that is new
     * @param fallback the host whose backends serve those that nobody serves; empty for none
     * @param others who serve what none of them does
     */
    public Subscribed(Function<String, BackendPool> maker, String fallback, Upstream others) {
        this.maker = maker;
        this.fallback = fallback.toLowerCase(Locale.ROOT);
        this.others = others;
    }

    /**
     * Everybody that serves a host.
     *
     * @param source what the host's pool calls it
     * @param host in lower case, perhaps with a port
     */
    public void found(String source, String host, List<PoolConfig.Backend> backends) {
        if (backends.isEmpty() && !pools.containsKey(host)) {
            return;
        }
        pools.computeIfAbsent(host, maker).found(source, backends);
    }

    @Override
    public void lease(UpstreamEvents request) {
        serving(request).lease(request);
    }

    @Override
    public void leaseAgain(UpstreamEvents request, UpstreamConnection failed) {
        serving(request).leaseAgain(request, failed);
    }

    /** It may have been asked for where its host is served no more. */
    @Override
    public void cancel(UpstreamEvents request) {
        pools.values().forEach(pool -> pool.cancel(request));
        others.cancel(request);
    }

    @Override
    public boolean takesChunks() {
        return false;
    }

    private Upstream serving(UpstreamEvents request) {
        String host =
                request.request().headers().get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
        BackendPool pool = pools.get(host);
        if (pool == null) {
            pool = pools.get(withoutPort(host));
        }
        if (pool == null && !fallback.isEmpty()) {
            pool = pools.get(fallback);
        }
        return pool == null ? others : pool;
    }

    private static @Nullable String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /** Ends what has waited too long, forgets hosts that nobody serves; to be called often. */
    public void expire(long nanoTime) {
        pools.values().forEach(pool -> pool.expire(nanoTime));
        pools.values().removeIf(BackendPool::isIdle);
    }

    /**
     * Says how the backends are.
     *
     * @param loop a name for this event loop
     */
    public void tell(Meters meters, String loop) {
        pools.values().forEach(pool -> pool.tell(meters, loop));
    }
}

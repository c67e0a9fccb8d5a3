package dev.serval.engine.redis.cluster;

import dev.serval.engine.redis.RedisAddress;
import dev.serval.engine.redis.RedisLink;
import dev.serval.hub.ClusterEngine;

/** Keeps in a Redis which servers belong together. */
public final class RedisClusterEngine implements ClusterEngine {

    /** Made by {@link java.util.ServiceLoader}. */
    public RedisClusterEngine() {}

    @Override
    public boolean takes(String url) {
        return RedisAddress.is(url);
    }

    @Override
    public void check(Place place) {
        RedisAddress.of(place.url(), place.password());
    }

    @Override
    public Line open(Place place) {
        RedisLink link = RedisLink.to(RedisAddress.of(place.url(), place.password()));
        return new RedisClusterLine(link, place.cluster());
    }
}

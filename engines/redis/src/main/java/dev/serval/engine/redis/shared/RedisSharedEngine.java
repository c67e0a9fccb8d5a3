package dev.serval.engine.redis.shared;

import dev.serval.engine.redis.RedisAddress;
import dev.serval.engine.redis.RedisLink;
import dev.serval.hub.Frame;
import dev.serval.hub.SharedEngine;
import java.util.function.Consumer;

/** Keeps what is shared in a Redis. */
public final class RedisSharedEngine implements SharedEngine {

    /** Made by {@link java.util.ServiceLoader}. */
    public RedisSharedEngine() {}

    @Override
    public boolean takes(String url) {
        return RedisAddress.is(url);
    }

    @Override
    public Line open(Place place, Consumer<Frame> said) {
        return new RedisLine(RedisLink.to(RedisAddress.of(place.url(), "")), place, said);
    }
}

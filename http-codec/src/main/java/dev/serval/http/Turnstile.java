package dev.serval.http;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of all loops, in total and for each address. Any thread. */
public final class Turnstile {

    private final int max;
    private final int maxPerAddress;
    private final AtomicInteger inside = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    /**
     * @param max connections of all together
     * @param maxPerAddress 0 for no limit
     */
    public Turnstile(int max, int maxPerAddress) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
    }

    /** Counts a connection until it closes; false and not counted where there is no room. */
    public boolean enter(Channel channel) {
        if (inside.incrementAndGet() > max) {
            inside.decrementAndGet();
            return false;
        }
        channel.closeFuture().addListener(_ -> inside.decrementAndGet());
        return true;
    }

    /** The same for one address. */
    public boolean enter(Channel channel, String address) {
        if (maxPerAddress == 0 || address.isEmpty()) {
            return true;
        }
        if (byAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
            leave(address);
            return false;
        }
        channel.closeFuture().addListener(_ -> leave(address));
        return true;
    }

    private void leave(String address) {
        byAddress.computeIfPresent(address, (_, n) -> n == 1 ? null : n - 1);
    }
}

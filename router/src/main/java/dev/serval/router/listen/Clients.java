package dev.serval.router.listen;

import dev.serval.router.exchange.Client;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The clients of one event loop, looked at four times a second for whatever has taken too long: one
 * timer for all instead of one a request.
 */
public final class Clients {

    private static final long LOOK_MILLIS = 250;

    private final Map<Channel, Client> all = new HashMap<>();
    private volatile int count;

    /**
     * @param also called at every look, with {@link System#nanoTime}
     */
    public Clients(EventLoop loop, LongConsumer also) {
        loop.scheduleAtFixedRate(() -> look(also), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Watches a channel until it closes; another client on the same channel takes its place. */
    public void add(Channel channel, Client client) {
        boolean known = all.put(channel, client) != null;
        count = all.size();
        if (!known) {
            channel.closeFuture().addListener(_ -> remove(channel));
        }
    }

    /** Lets every client go that has been quiet for a while. */
    public void drain() {
        long now = System.nanoTime();
        for (Client each : List.copyOf(all.values())) {
            each.drain(now);
        }
    }

    /** Whether no client is left; any thread. */
    public boolean none() {
        return count == 0;
    }

    private void remove(Channel channel) {
        all.remove(channel);
        count = all.size();
    }

    private void look(LongConsumer also) {
        long now = System.nanoTime();
        for (Client client : new ArrayList<>(all.values())) {
            client.check(now);
        }
        also.accept(now);
    }
}

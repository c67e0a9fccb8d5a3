package dev.serval.router.listen;

import dev.serval.router.exchange.ClientConnection;
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

    private final Map<Channel, ClientConnection> all = new HashMap<>();
    private volatile int count;

    /**
     * @param also called at every look, with {@link System#nanoTime}
     */
    public Clients(EventLoop loop, LongConsumer also) {
        loop.scheduleAtFixedRate(() -> look(also), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Channel channel, ClientConnection connection) {
        all.put(channel, connection);
        count = all.size();
        channel.closeFuture().addListener(_ -> remove(channel));
    }

    /** Closes every connection that has been quiet for a while. */
    public void closeQuiet() {
        long now = System.nanoTime();
        for (Map.Entry<Channel, ClientConnection> each : List.copyOf(all.entrySet())) {
            if (each.getValue().mayLeave(now)) {
                each.getKey().close();
            }
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
        for (ClientConnection connection : new ArrayList<>(all.values())) {
            connection.check(now);
        }
        also.accept(now);
    }
}

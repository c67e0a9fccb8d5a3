package dev.serval.master.discovery;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.SignRule;
import dev.serval.control.option.Subscription;
import dev.serval.control.pem.CredentialsException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Announces this server to routers, as long as a worker is ready, and takes that back before the
 * server stops. Its methods may be called from any thread; it has one of its own, since names are
 * looked up and keys are read. There is none where nothing is announced.
 */
public final class Announcer {

    /** A datagram may be lost: the end of a subscription is said this often. */
    private static final int FAREWELLS = 3;

    private static final long BETWEEN_MILLIS = 150;

    /**
     * From the first farewell to the end of service: what a router has sent meanwhile is served.
     */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("announcer").factory());
    private volatile List<Announced> all = List.of();
    private final Set<Subscription> failing = new HashSet<>();
    private @Nullable Future<?> regular;
    private int cores;
    private final Map<Announced, Long> stamps = new HashMap<>();
    private boolean left;

    /** Announces these from now on; those of before that are not among them are taken back. */
    public void follow(List<Announced> next, Duration frequency) {
        if (next.isEmpty() && all.isEmpty()) {
            return;
        }
        List<Announced> gone = new ArrayList<>(all);
        gone.removeAll(next);
        all = List.copyOf(next);
        thread.execute(() -> {
            gone.forEach(each -> send(each, true));
            if (regular != null) {
                regular.cancel(false);
            }
            long millis = Math.max(1, frequency.toMillis());
            regular = thread.scheduleAtFixedRate(this::announce, 0, millis, TimeUnit.MILLISECONDS);
        });
    }

    /** Requests that the ready workers can run at once. */
    public void ready(int now) {
        if (all.isEmpty()) {
            return;
        }
        thread.execute(() -> {
            boolean first = cores == 0 && now > 0;
            cores = now;
            if (first) {
                announce();
            }
        });
    }

    private void announce() {
        if (cores > 0 && !left) {
            all.forEach(each -> send(each, false));
        }
    }

    /**
     * Takes everything back.
     *
     * @return how long routers may take to hear of it; zero where there is none
     */
    public Duration leave() {
        if (all.isEmpty()) {
            return Duration.ZERO;
        }
        List<Announced> gone = all;
        all = List.of();
        thread.execute(() -> left = true);
        for (int i = 0; i < FAREWELLS; i++) {
            thread.schedule(
                    () -> gone.forEach(each -> send(each, true)),
                    i * BETWEEN_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        EventLog.line("subscriptions end; what routers have sent is served first");
        return GRACE;
    }

    private void send(Announced each, boolean leaves) {
        Subscription own = each.subscription();
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] packet = packet(each, leaves);
            for (InetAddress router : InetAddress.getAllByName(own.server().host())) {
                socket.send(new DatagramPacket(packet, packet.length, router, own.server().port()));
            }
            if (failing.remove(own)) {
                EventLog.line("subscribing to %s works again".formatted(own.shown()));
            }
        } catch (IOException | CredentialsException e) {
            if (failing.add(own)) {
                EventLog.line("subscribing to %s fails: %s".formatted(own.shown(), e.getMessage()));
            }
        }
    }

    private byte[] packet(Announced each, boolean leaves) throws CredentialsException {
        Subscription own = each.subscription();
        Map<String, String> fields =
                new LinkedHashMap<>(SubscriptionPacket.fields(own, each.address(), cores));
        if (own.sign().isEmpty()) {
            return SubscriptionPacket.packet(leaves, PacketFields.write(fields));
        }
        SignRule rule = own.sign().get();
        // Of two with one stamp, the second is taken for a copy of the first.
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        long stamp = Math.max(now, stamps.getOrDefault(each, 0L) + 1);
        stamps.put(each, stamp);
        fields.put("unix", Long.toString(stamp));
        byte[] written = PacketFields.write(fields);
        return SubscriptionPacket.packet(
                leaves, PacketFields.signed(written, Signing.sign(rule, written)));
    }
}

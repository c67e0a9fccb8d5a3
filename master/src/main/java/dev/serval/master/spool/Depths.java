package dev.serval.master.spool;

import dev.serval.control.config.SpoolConfig.Queue;
import dev.serval.control.log.Complaint;
import dev.serval.spool.SpoolView;
import dev.serval.spool.SpoolView.Depth;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts what is in each spool, again and again, on a daemon thread of its own: a folder with a
 * million jobs takes a second, and the more it takes the less often it is counted.
 */
public final class Depths {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of the time, one part in so many may go into counting. */
    private static final long SHARE = 20;

    private final Map<Queue, Depth> depths = new ConcurrentHashMap<>();
    private final Complaint broken = new Complaint();
    private final Map<Queue, SpoolView> views = new ConcurrentHashMap<>();
    private volatile List<Queue> queues = List.of();
    private volatile List<String> drivers = List.of();
    private boolean started;

    /** Nothing is counted yet. */
    public Depths() {}

    /**
     * These are the spools from now on; one thread.
     *
     * @param driversNow jars in which a JDBC driver is looked for
     */
    public void watch(List<Queue> now, List<String> driversNow) {
        drivers = driversNow;
        queues = now;
        if (!now.isEmpty() && !started) {
            started = true;
            Thread.ofPlatform().daemon().name("spool-depths").start(this::count);
        }
    }

    /** As counted last; any thread. */
    public Depth of(Queue queue) {
        return depths.getOrDefault(queue, Depth.NONE);
    }

    private void count() {
        try {
            while (true) {
                long begin = System.nanoTime();
                closeAllBut(queues);
                queues.forEach(this::count);
                long took = System.nanoTime() - begin;
                TimeUnit.NANOSECONDS.sleep(Math.max(LOOK_NANOS, SHARE * took));
            }
        } catch (InterruptedException e) {
            // Nobody does that; the numbers would only stand still.
            broken.say("spools are not counted any more");
        }
    }

    private void closeAllBut(List<Queue> still) {
        for (Queue queue : List.copyOf(views.keySet())) {
            SpoolView view = still.contains(queue) ? null : views.remove(queue);
            if (view != null) {
                view.close();
            }
        }
        depths.keySet().retainAll(still);
    }

    private void count(Queue queue) {
        try {
            SpoolView view = views.get(queue);
            if (view == null) {
                view = Engines.view(queue, drivers).orElse(null);
            }
            if (view == null) {
                depths.put(queue, Depth.NONE);
                return;
            }
            views.put(queue, view);
            depths.put(queue, view.depth(Instant.now()));
        } catch (IOException e) {
            broken.say("spool %s cannot be counted: %s".formatted(queue.name(), e.getMessage()));
        }
    }
}

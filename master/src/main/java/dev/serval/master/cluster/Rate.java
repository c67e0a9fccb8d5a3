package dev.serval.master.cluster;

import dev.serval.master.stats.ServerView;
import java.util.concurrent.TimeUnit;

/** How many requests a second, from one look to the next. One thread. */
final class Rate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long before;
    private long at;
    private boolean looked;
    private long last;

    /**
     * @param now nanoseconds
     */
    long perSecond(ServerView view, long now) {
        long requests = view.workers().stream().mapToLong(row -> row.total().requests()).sum();
        return perSecond(requests, now);
    }

    /** Two looks within a second count as one. */
    long perSecond(long requests, long now) {
        if (looked && now - at < SECOND / 2) {
            return last;
        }
        last = looked ? Math.max(0, requests - before) * SECOND / (now - at) : 0;
        looked = true;
        before = requests;
        at = now;
        return last;
    }
}

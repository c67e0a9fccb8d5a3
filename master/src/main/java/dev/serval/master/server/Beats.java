package dev.serval.master.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each child has last shown a sign of life. A stopped or thrashing process shows none. Any
 * thread.
 */
final class Beats {

    private final Map<Long, Instant> last = new ConcurrentHashMap<>();

    void heard(long pid) {
        last.put(pid, Instant.now());
    }

    /**
     * Nobody has listened for so long: the master was stopped, or the machine slept. What children
     * have said meanwhile is read after this.
     */
    void excuse(Duration deaf, Instant now) {
        last.replaceAll((_, heard) -> {
            Instant excused = heard.plus(deaf);
            return excused.isAfter(now) ? now : excused;
        });
    }

    void forget(long pid) {
        last.remove(pid);
    }

    /**
     * How long it has been silent; zero for one that has never said anything: whether it starts at
     * all is somebody else's question.
     */
    Duration silence(long pid, Instant now) {
        Instant heard = last.get(pid);
        return heard == null ? Duration.ZERO : Duration.between(heard, now);
    }
}

package dev.serval.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.spool.JobName;
import dev.serval.spool.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Knows which owners are dead: those of this machine whose process is gone, and those that have
 * been silent, and go on being silent while we look. After a restart of Redis the living need a
 * moment to say that they live. Belongs to one thread.
 */
final class Deaths {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final RedisQueue queue;
    private final String self;
    private final Map<String, Long> silentSince = new HashMap<>();

    Deaths(RedisQueue queue, String self) {
        this.queue = queue;
        this.self = self;
    }

    /** Nothing could be seen for a while: who seemed silent may have spoken. */
    void blind() {
        silentSince.clear();
    }

    /** Jobs of the dead, and whose they are. */
    Map<JobName, String> orphans(long nanos) {
        Map<String, List<String>> byOwner = running();
        byOwner.remove(self);
        silentSince.keySet().retainAll(byOwner.keySet());
        Map<JobName, String> orphans = new LinkedHashMap<>();
        byOwner.forEach((owner, ids) -> {
            if (isDead(owner, nanos)) {
                names(ids).forEach(name -> orphans.put(name, owner));
            }
        });
        return orphans;
    }

    private boolean isDead(String owner, long nanos) {
        if (Owner.parse(owner).filter(Owner::seenDead).isPresent()) {
            return true;
        }
        if (queue.connection().sync().exists(queue.owner(owner)) > 0) {
            silentSince.remove(owner);
            return false;
        }
        return nanos - silentSince.computeIfAbsent(owner, _ -> nanos) >= GRACE_NANOS;
    }

    /** What this owner runs. */
    List<JobName> runBy(String owner) {
        return names(running().getOrDefault(owner, List.of()));
    }

    private Map<String, List<String>> running() {
        Map<String, List<String>> byOwner = new HashMap<>();
        queue.connection()
                .sync()
                .hgetall(queue.running())
                .forEach((id, owner) ->
                        byOwner.computeIfAbsent(new String(owner, UTF_8), _ -> new ArrayList<>())
                                .add(id));
        return byOwner;
    }

    private List<JobName> names(List<String> ids) {
        List<JobName> names = new ArrayList<>();
        for (String id : ids) {
            byte[] name = queue.connection().sync().hget(queue.names(), id);
            if (name != null) {
                JobName.parse(new String(name, UTF_8)).ifPresent(names::add);
            }
        }
        return names;
    }
}

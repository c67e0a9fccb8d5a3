package dev.serval.engine.redis;

import dev.serval.spool.Claims;
import dev.serval.spool.JobId;
import dev.serval.spool.JobName;
import dev.serval.spool.JobStore;
import dev.serval.spool.Payload;
import dev.serval.spool.SpoolFile;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Jobs in a Redis. */
final class RedisStore implements JobStore {

    private final RedisQueue queue;
    private final StoreRules rules;
    private final JobId ids = new JobId();
    private final AtomicReference<@Nullable RedisClaims> claims = new AtomicReference<>();

    RedisStore(RedisQueue queue, StoreRules rules) {
        this.queue = queue;
        this.rules = rules;
    }

    @Override
    public String submit(Payload payload, int priority, Instant due) throws StoreException {
        rules.check(payload);
        long now = System.currentTimeMillis();
        JobName name = JobName.submitted(priority, due, ids.next(now), now);
        byte[] bytes = SpoolFile.bytes(payload, name.id());
        try {
            queue.connection();
        } catch (RedisException e) {
            throw StoreException.notTaken(queue.toString(), e);
        }
        try {
            queue.count(Script.SUBMIT, name, bytes, rules.ordered() ? 1 : 0, now, queue.bell());
            queue.awaitReplicas();
            return name.id();
        } catch (RedisCommandExecutionException e) {
            // Redis itself has said no: it is full, only reads, is loading.
            throw StoreException.notTaken(queue.toString(), e);
        } catch (RedisException e) {
            throw StoreException.inDoubt(queue.toString(), e);
        }
    }

    @Override
    public Claims claims() {
        RedisClaims made = new RedisClaims(queue, rules);
        claims.set(made);
        return made;
    }

    @Override
    public void close() {
        RedisClaims used = claims.get();
        if (used != null) {
            used.close();
        }
        queue.close();
    }
}

package dev.serval.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.spool.Bell;
import dev.serval.spool.Claim;
import dev.serval.spool.Claims;
import dev.serval.spool.CorruptJobException;
import dev.serval.spool.Fate;
import dev.serval.spool.JobName;
import dev.serval.spool.Owner;
import dev.serval.spool.SpoolFile;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes jobs out of a Redis. */
final class RedisClaims implements Claims {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String DIED = "the process that ran it has died";

    private final RedisQueue queue;
    private final StoreRules rules;
    private final int ordered;
    private final String owner = Owner.next().toString();
    private final Bell bell = new Bell();
    private final Heartbeat heartbeat;
    private final Deaths deaths;
    private final Ear ear;
    private final List<String> news = new ArrayList<>();
    private final List<Settlement> unsaid = new ArrayList<>();
    private boolean broken;
    private long nextLook = System.nanoTime();
    private long nextDue = Long.MAX_VALUE;

    RedisClaims(RedisQueue queue, StoreRules rules) {
        this.queue = queue;
        this.rules = rules;
        this.ordered = rules.ordered() ? 1 : 0;
        this.heartbeat = new Heartbeat(queue, owner);
        this.deaths = new Deaths(queue, owner);
        this.ear = new Ear(queue, bell);
    }

    @Override
    public Optional<Claim> next(Instant now) throws StoreException {
        try {
            heartbeat.begin();
            ear.open();
            catchUp();
            look(now);
            while (true) {
                List<byte[]> answer = queue.texts(Script.TAKE, owner, ordered, now.toEpochMilli());
                if (answer.size() < 2) {
                    nextDue =
                            answer.isEmpty()
                                    ? Long.MAX_VALUE
                                    : Long.parseLong(new String(answer.getFirst(), UTF_8));
                    return Optional.empty();
                }
                JobName name = name(answer.getFirst());
                try {
                    return Optional.of(
                            new Claim(name, SpoolFile.read(answer.getLast(), name.id())));
                } catch (CorruptJobException e) {
                    settle(owner, name, new Fate.Dead(String.valueOf(e.getMessage())));
                    news.add("job %s is dead: %s".formatted(name.id(), e.getMessage()));
                }
            }
        } catch (RedisException e) {
            throw broken(e);
        }
    }

    private StoreException broken(RedisException e) {
        broken = true;
        deaths.blind();
        return StoreException.unusable(queue.toString(), e);
    }

    private static JobName name(byte[] text) {
        return JobName.parse(new String(text, UTF_8)).orElseThrow();
    }

    /**
     * After a break: what could not be said is said, and what Redis has given us without our
     * hearing of it goes back.
     */
    private void catchUp() {
        while (!unsaid.isEmpty()) {
            unsaid.getFirst().isOurs();
            unsaid.removeFirst();
        }
        if (broken) {
            for (JobName name : deaths.runBy(owner)) {
                back(owner, name, name.notBegun(name.due()));
            }
            broken = false;
        }
    }

    private void look(Instant now) {
        long nanos = System.nanoTime();
        if (nanos - nextLook < 0) {
            return;
        }
        nextLook = nanos + LOOK_NANOS;
        deaths.orphans(nanos)
                .forEach((name, dead) -> {
                    Fate fate = rules.retries().fate(name, Optional.empty(), DIED, now);
                    if (settle(dead, name, fate)) {
                        news.add(
                                switch (fate) {
                                    case Fate.Again _ ->
                                            "job %s goes back: %s".formatted(name.id(), DIED);
                                    case Fate.Dead(String why) ->
                                            "job %s is dead: %s".formatted(name.id(), why);
                                });
                    }
                });
    }

    /** False if it was not this owner's any more. */
    private boolean settle(String whose, JobName name, Fate fate) {
        return switch (fate) {
            case Fate.Again(Instant due) -> back(whose, name, name.later(due.toEpochMilli()));
            case Fate.Dead(String why) -> {
                long moved = queue.count(Script.BURY, whose, name, why, System.currentTimeMillis());
                yield moved == 1;
            }
        };
    }

    private boolean back(String whose, JobName name, JobName waiting) {
        long now = System.currentTimeMillis();
        long moved = queue.count(Script.BACK, whose, name, waiting, ordered, now, queue.bell());
        nextDue = Math.min(nextDue, waiting.due());
        return moved == 1;
    }

    @Override
    public void done(Claim claim) throws StoreException {
        JobName name = claim.name();
        told(name, () -> queue.count(Script.DONE, owner, name) == 1);
    }

    @Override
    public void leave(Claim claim, Instant until) throws StoreException {
        JobName name = claim.name();
        told(name, () -> back(owner, name, name.notBegun(until.toEpochMilli())));
    }

    @Override
    public Fate failed(Claim claim, Optional<Duration> after, String why, Instant now)
            throws StoreException {
        Fate fate = rules.retries().fate(claim.name(), after, why, now);
        told(claim.name(), () -> settle(owner, claim.name(), fate));
        return fate;
    }

    @FunctionalInterface
    private interface Settlement {
        boolean isOurs();
    }

    private void told(JobName name, Settlement settlement) throws StoreException {
        try {
            boolean ours = settlement.isOurs();
            queue.awaitReplicas();
            if (!ours) {
                news.add(
                        "job %s was taken back before its end: this process was silent for long"
                                .formatted(name.id()));
            }
        } catch (RedisException e) {
            unsaid.add(settlement);
            throw broken(e);
        }
    }

    @Override
    public void await(Duration longest) throws InterruptedException {
        long untilDue = Math.max(0, nextDue - System.currentTimeMillis());
        bell.await(Math.min(longest.toMillis(), untilDue));
    }

    @Override
    public void wake() {
        bell.ring();
    }

    @Override
    public List<String> news() {
        List<String> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /** What is claimed goes back when another finds this owner gone. */
    void close() {
        heartbeat.close();
        bell.ring();
    }
}

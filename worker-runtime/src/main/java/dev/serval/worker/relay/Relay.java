package dev.serval.worker.relay;

import dev.serval.control.log.EventLog;
import dev.serval.worker.call.Core;
import dev.serval.worker.call.CoreWork;
import dev.serval.worker.call.Cores;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the worker's loop and, between two looks at it, the requests that were read: no thread is
 * woken for them. One thread leads; one more watches it, and takes the loop over when a request
 * keeps the leader for more than a millisecond or two. The leader of before finishes its request
 * and goes.
 *
 * <p>An application that is known to take long ({@link Pace}) does not come to that: its requests
 * go to the cores' own threads at once.
 */
public final class Relay implements Cores.Starter {

    private static final long TICK_NANOS = 1_000_000;
    private static final int IDLE_TICKS = 3;

    private record Ready(CoreWork work, Core core) {}

    private final RelayLoop loop = new RelayLoop(EpollIoHandler.newFactory());
    private final Executor threads =
            Executors.newCachedThreadPool(
                    ThreadExecutorMap.apply(new DefaultThreadFactory("loop"), loop));
    private final Pace pace = new Pace();

    /** The owner's. */
    private final Queue<Ready> ready = new ArrayDeque<>();

    private volatile ClassLoader loader = ClassLoader.getPlatformClassLoader();

    /** How many requests were begun on the loop. */
    private final AtomicLong turns = new AtomicLong();

    private volatile boolean dozing;
    private volatile @Nullable Thread watch;

    private Relay() {}

    /** Runs from now on. */
    public static Relay start() {
        Relay relay = new Relay();
        relay.threads.execute(relay::first);
        return relay;
    }

    /** Where the worker's channels and tasks belong. */
    public EventLoop loop() {
        return loop;
    }

    /** The context class loader that requests are to see. */
    public void loader(ClassLoader applications) {
        loader = applications;
    }

    /** On the loop. */
    @Override
    public void start(CoreWork work, Core core) {
        if (work.complete() && pace.brisk(ready.size())) {
            ready.add(new Ready(work, core));
            return;
        }
        core.run(() -> {
            long began = System.nanoTime();
            work.run(core);
            pace.took(System.nanoTime() - began);
        });
    }

    private void first() {
        loop.claim();
        threads.execute(this::stand);
        lead();
    }

    /** A thread's life: it watches until it must lead, and leads until it is relieved. */
    private void stand() {
        watch();
        threads.execute(this::stand);
        lead();
    }

    private void watch() {
        watch = Thread.currentThread();
        long seen = -1;
        int idle = 0;
        while (true) {
            long now = turns.get();
            boolean held = loop.ownerless();
            if (held && now == seen && loop.claim()) {
                return;
            }
            idle = held || now != seen ? 0 : idle + 1;
            seen = now;
            rest(idle, now);
        }
    }

    /** The leader wakes whoever dozes, so it looks once more after it has said that it does. */
    private void rest(int idle, long seen) {
        if (idle < IDLE_TICKS) {
            LockSupport.parkNanos(this, TICK_NANOS);
            return;
        }
        dozing = true;
        if (turns.get() == seen) {
            LockSupport.park(this);
        }
        dozing = false;
    }

    private void lead() {
        while (true) {
            Ready next = ready.poll();
            if (next == null) {
                loop.pass();
            } else if (!run(next)) {
                return;
            }
        }
    }

    /** Whether this thread leads after it, too. */
    private boolean run(Ready next) {
        Thread me = Thread.currentThread();
        if (!loader.equals(me.getContextClassLoader())) {
            me.setContextClassLoader(loader);
        }
        long began = System.nanoTime();
        turns.incrementAndGet();
        loop.leave();
        if (dozing) {
            LockSupport.unpark(watch);
        }
        try {
            next.work.runOnLoop(next.core);
        } catch (Throwable e) {
            EventLog.failure("a request could not be run", e);
        }
        pace.took(System.nanoTime() - began);
        return loop.claim();
    }
}

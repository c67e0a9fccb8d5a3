package dev.serval.worker.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.internal.PlatformDependent;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An event loop that belongs to one thread at a time, and to none while that thread runs a request.
 * Nothing is lost meanwhile: tasks wait in its queue, events in the kernel.
 *
 * <p>It never ends: a worker's process does.
 */
final class RelayLoop extends AbstractScheduledEventExecutor implements IoEventLoop {

    private static final int TASKS_A_PASS = 4096;

    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
    private final Queue<Runnable> tasks = PlatformDependent.newMpscQueue();
    private final IoHandler io;
    private final Promise<?> never = GlobalEventExecutor.INSTANCE.newPromise();
    private boolean begun;

    private final IoHandlerContext context =
            new IoHandlerContext() {
                @Override
                public boolean canBlock() {
                    return tasks.isEmpty() && !hasScheduledTasks();
                }

                @Override
                public long delayNanos(long now) {
                    return RelayLoop.this.delayNanos(now, Long.MAX_VALUE);
                }

                @Override
                public long deadlineNanos() {
                    return nextScheduledTaskDeadlineNanos();
                }
            };

    RelayLoop(IoHandlerFactory factory) {
        this.io = factory.newHandler(this);
    }

    /**
     * Makes this thread the owner.
     *
     * @return false if another one is
     */
    boolean claim() {
        return owner.compareAndSet(null, Thread.currentThread());
    }

    /** The loop is nobody's now. By its owner only. */
    void leave() {
        owner.set(null);
    }

    boolean ownerless() {
        return owner.get() == null;
    }

    /**
     * Waits until there is something to do, does it, and runs the tasks. By its owner only, which
     * has nothing else to do.
     */
    void pass() {
        if (!begun) {
            begun = true;
            io.initialize();
        }
        io.run(context);
        fetchFromScheduledTaskQueue(tasks);
        for (int i = 0; i < TASKS_A_PASS; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            safeExecute(task);
        }
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return owner.get() == thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!inEventLoop()) {
            io.wakeup();
        }
    }

    @Override
    public IoEventLoop next() {
        return this;
    }

    @Override
    public @Nullable IoEventLoopGroup parent() {
        return null;
    }

    @Override
    public Future<IoRegistration> register(IoHandle handle) {
        Promise<IoRegistration> made = newPromise();
        if (inEventLoop()) {
            register(handle, made);
        } else {
            execute(() -> register(handle, made));
        }
        return made;
    }

    private void register(IoHandle handle, Promise<IoRegistration> made) {
        try {
            made.setSuccess(io.register(handle));
        } catch (Exception e) {
            made.setFailure(e);
        }
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    @Deprecated
    public ChannelFuture register(ChannelPromise made) {
        made.channel().unsafe().register(this, made);
        return made;
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise made) {
        channel.unsafe().register(this, made);
        return made;
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return io.isCompatible(type);
    }

    @Override
    public boolean isIoType(Class<? extends IoHandler> type) {
        return type.isInstance(io);
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw new UnsupportedOperationException("a worker's loop ends with its process");
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("a worker's loop ends with its process");
    }

    @Override
    public Future<?> terminationFuture() {
        return never;
    }

    @Override
    public boolean isShuttingDown() {
        return false;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return never.await(timeout, unit);
    }
}

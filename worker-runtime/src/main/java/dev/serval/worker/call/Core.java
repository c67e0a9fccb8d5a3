package dev.serval.worker.call;

import dev.serval.control.board.CoreCell;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One request slot of the worker, with up to two threads: its own event loop, on which the requests
 * of its own connections run without a hop, and a thread for whatever must wait for a peer.
 *
 * <p>Never runs two requests at once: {@link Cores} sees to that.
 */
public final class Core {

    private final int number;
    private final CoreCell cell;
    private final ClassLoader loader;
    private final LinkedBlockingQueue<Runnable> handOver = new LinkedBlockingQueue<>();
    private @Nullable EventLoop loop;
    private @Nullable Thread thread;

    Core(int number, CoreCell cell, ClassLoader loader) {
        this.number = number;
        this.cell = cell;
        this.loader = loader;
    }

    /** From 0. */
    public int number() {
        return number;
    }

    CoreCell cell() {
        return cell;
    }

    /** The loop for connections that belong to this core; started when first asked for. */
    public synchronized EventLoop loop() {
        EventLoop running = loop;
        if (running == null) {
            running =
                    new MultiThreadIoEventLoopGroup(
                                    1, this::loopThread, EpollIoHandler.newFactory())
                            .next();
            loop = running;
        }
        return running;
    }

    private Thread loopThread(Runnable work) {
        Thread made = new DefaultThreadFactory("core-" + number, true).newThread(work);
        made.setContextClassLoader(loader);
        return made;
    }

    /** Runs the work on the thread that may wait. */
    synchronized void run(Runnable work) {
        if (thread == null) {
            Thread made =
                    Thread.ofPlatform()
                            .daemon()
                            .name("core-" + number + "-waiting")
                            .unstarted(this::serve);
            made.setContextClassLoader(loader);
            made.start();
            thread = made;
        }
        handOver.add(work);
    }

    private void serve() {
        while (true) {
            try {
                handOver.take().run();
            } catch (InterruptedException _) {
                // Meant for a request that is over already: the flag is cleared, the core goes on.
            }
        }
    }
}

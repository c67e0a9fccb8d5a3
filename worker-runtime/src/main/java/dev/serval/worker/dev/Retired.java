package dev.serval.worker.dev;

import dev.serval.control.log.EventLog;
import dev.serval.worker.app.AppEnd;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Applications that were replaced: told of their end, and counted until they are collected. */
final class Retired {

    /** A request that takes longer finishes on an application that was told of its end. */
    private static final long MERCY_MILLIS = 5_000;

    /** So many may be on their way out before it is worth a look at which are held for good. */
    private static final int MANY = 8;

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private final ExecutorService ends =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("end-", 1).factory());

    /** This one gets no new request. */
    synchronized void add(Edition edition) {
        loaders.add(new WeakReference<>(edition.loader()));
        ends.execute(() -> end(edition));
    }

    private static void end(Edition edition) {
        Thread me = Thread.currentThread();
        me.setContextClassLoader(edition.loader());
        try {
            AppEnd.drain(edition.app());
            edition.awaitIdle(MERCY_MILLIS);
            AppEnd.stop(edition.app());
            if (edition.loader() instanceof Closeable files) {
                files.close();
            }
        } catch (InterruptedException e) {
            me.interrupt();
        } catch (IOException e) {
            EventLog.line("a class path cannot be closed: " + e.getMessage());
        } finally {
            me.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        }
    }

    /** How many are still in memory, as far as that is known. */
    synchronized int held() {
        return loaders.size();
    }

    /** Finds out which are, once there are many. */
    @SuppressWarnings("PMD.DoNotCallGarbageCollectionExplicitly") // the point of it
    synchronized void tidy() {
        loaders.removeIf(each -> each.get() == null);
        if (loaders.size() >= MANY) {
            System.gc();
            loaders.removeIf(each -> each.get() == null);
        }
    }
}

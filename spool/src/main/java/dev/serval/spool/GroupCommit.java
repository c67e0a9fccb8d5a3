package dev.serval.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that come while one writes be written for together by the next. Any thread; the one
 * that writes is one of those that have come.
 *
 * @param <T> what is written
 */
final class GroupCommit<T> {

    /**
     * Writes.
     *
     * @param <T> what is written
     */
    @FunctionalInterface
    interface Write<T> {
        /**
         * @throws StoreException which each of the group is told
         */
        void write(List<T> group) throws StoreException;
    }

    private final BiPredicate<List<T>, T> fits;
    private final Write<T> write;
    private final ArrayDeque<Turn<T>> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param fits whether one more may join a group that is not empty
     */
    GroupCommit(BiPredicate<List<T>, T> fits, Write<T> write) {
        this.fits = fits;
        this.write = write;
    }

    /**
     * Returns when it is written.
     *
     * @throws StoreException if it is not
     */
    void commit(T item) throws StoreException {
        Turn<T> mine = new Turn<>(item, Thread.currentThread());
        if (!first(mine)) {
            mine.await();
        }
        if (mine.settled) {
            mine.rethrow();
        } else {
            lead();
        }
    }

    private synchronized boolean first(Turn<T> mine) {
        waiting.add(mine);
        boolean first = !busy;
        busy = true;
        return first;
    }

    private void lead() throws StoreException {
        List<Turn<T>> group = List.of();
        StoreException failure = null;
        boolean told = false;
        try {
            group = group();
            write.write(group.stream().map(turn -> turn.item).toList());
            told = true;
        } catch (StoreException e) {
            failure = e;
            told = true;
            throw e;
        } finally {
            failure = told ? failure : StoreException.unknown();
            for (Turn<T> each : group) {
                each.settle(failure);
            }
            next();
        }
    }

    /** The first, which is the thread that asks, and those behind it that fit. */
    private synchronized List<Turn<T>> group() {
        List<Turn<T>> group = new ArrayList<>();
        List<T> items = new ArrayList<>();
        Iterator<Turn<T>> all = waiting.iterator();
        while (all.hasNext()) {
            Turn<T> each = all.next();
            if (!items.isEmpty() && !fits.test(items, each.item)) {
                break;
            }
            group.add(each);
            items.add(each.item);
            all.remove();
        }
        return group;
    }

    private synchronized void next() {
        Turn<T> next = waiting.peek();
        busy = next != null;
        if (next != null) {
            next.call();
        }
    }

    /** A thread that waits, until it is written for or has to write itself. */
    private static final class Turn<T> {

        private final T item;
        private final Thread thread;
        private boolean settled;
        private @Nullable StoreException failure;
        private volatile boolean called;

        Turn(T item, Thread thread) {
            this.item = item;
            this.thread = thread;
        }

        void await() {
            boolean interrupted = false;
            while (!called) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }

        void call() {
            called = true;
            LockSupport.unpark(thread);
        }

        void settle(@Nullable StoreException with) {
            settled = true;
            failure = with;
            call();
        }

        void rethrow() throws StoreException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}

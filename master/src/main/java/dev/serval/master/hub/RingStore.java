package dev.serval.master.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The last so many values. On the hub's loop, but for what {@link Stored} says. */
final class RingStore implements Stored {

    private final Deque<byte[]> values = new ArrayDeque<>();
    private int most;
    private long valueBytes;

    /** With the values, under their lock. */
    private long changes;

    /** Other limits from now on; what is too much is forgotten, the oldest first. */
    void become(int count, long largest) {
        most = count;
        valueBytes = largest;
        while (values.size() > most) {
            drop();
        }
    }

    boolean exists() {
        return most > 0;
    }

    /**
     * @throws IllegalArgumentException if it is too large
     */
    void push(byte[] value) {
        if (value.length > valueBytes) {
            throw new IllegalArgumentException(
                    "the value has %d bytes, and the ring takes %d (--queue-blocksize)"
                            .formatted(value.length, valueBytes));
        }
        if (values.size() == most) {
            drop();
        }
        synchronized (values) {
            changes++;
            values.addLast(value);
        }
    }

    /** Takes back what a file has; what does not fit is left out. */
    void restore(Kept kept) {
        if (kept.value().length <= valueBytes) {
            push(kept.value());
        }
    }

    private Optional<byte[]> drop() {
        synchronized (values) {
            changes++;
            return Optional.ofNullable(values.pollFirst());
        }
    }

    /** Takes the oldest. */
    Optional<byte[]> pull() {
        return drop();
    }

    /** Takes the newest. */
    Optional<byte[]> pop() {
        synchronized (values) {
            changes++;
            return Optional.ofNullable(values.pollLast());
        }
    }

    /** The newest first. */
    List<byte[]> last(long count) {
        List<byte[]> last = new ArrayList<>();
        Iterator<byte[]> newest = values.descendingIterator();
        while (newest.hasNext() && last.size() < count) {
            last.add(newest.next());
        }
        return last;
    }

    @Override
    public long changes() {
        synchronized (values) {
            return changes;
        }
    }

    @Override
    public void each(Consumer<Kept> taker) {
        List<byte[]> all;
        synchronized (values) {
            all = List.copyOf(values);
        }
        all.forEach(value -> taker.accept(new Kept("", value, 0)));
    }
}

package dev.serval.master.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The last so many values. On the hub's loop. */
final class RingStore {

    private final Deque<byte[]> values = new ArrayDeque<>();
    private int most;
    private long valueBytes;

    /** Other limits from now on; what is too much is forgotten, the oldest first. */
    void become(int count, long largest) {
        most = count;
        valueBytes = largest;
        while (values.size() > most) {
            values.pollFirst();
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
            values.pollFirst();
        }
        values.addLast(value);
    }

    /** Takes the oldest. */
    Optional<byte[]> pull() {
        return Optional.ofNullable(values.pollFirst());
    }

    /** Takes the newest. */
    Optional<byte[]> pop() {
        return Optional.ofNullable(values.pollLast());
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
}

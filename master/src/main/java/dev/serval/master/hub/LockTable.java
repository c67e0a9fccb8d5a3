package dev.serval.master.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Who holds which lock, and who waits for it. Pure: times are given, answers are returned.
 *
 * @param <C> who asks
 */
final class LockTable<C> {

    /** Locks that are held or waited for at once, and those who wait for one. */
    private static final int MOST = 100_000;

    private static final int MOST_WAITING = 10_000;

    /** Somebody who waited gets an answer: the token, or none because the time is up. */
    record Answer<C>(C who, int id, OptionalLong token) {}

    private record Waiting<C>(C who, int id, long leaseNanos, long untilNanos) {}

    private static final class Held<C> {
        private final String name;
        private C who;
        private long token;
        private long untilNanos;
        private final Deque<Waiting<C>> waiting = new ArrayDeque<>();

        /** The first moment at which time may bring something about. */
        private long dueNanos;

        Held(String name, C who, long token, long untilNanos) {
            this.name = name;
            this.who = who;
            this.token = token;
            this.untilNanos = untilNanos;
        }
    }

    private final Map<String, Held<C>> held = new HashMap<>();
    private final NavigableSet<Held<C>> byTime =
            new TreeSet<>(
                    Comparator.<Held<C>>comparingLong(lock -> lock.dueNanos)
                            .thenComparing(lock -> lock.name));
    private long lastToken;

    /**
     * @param lastToken one that is larger than all that were ever given
     */
    LockTable(long lastToken) {
        this.lastToken = lastToken;
    }

    /**
     * Asks for one.
     *
     * @param id of the answer
     * @return the answer if there is one already
     * @throws IllegalArgumentException if there are too many
     */
    List<Answer<C>> ask(C who, int id, String name, long leaseNanos, long waitNanos, long now) {
        List<Answer<C>> answers = new ArrayList<>(expire(now));
        Held<C> lock = held.get(name);
        if (lock == null) {
            if (held.size() == MOST) {
                throw new IllegalArgumentException("%d locks are held already".formatted(MOST));
            }
            Held<C> made = new Held<>(name, who, ++lastToken, now + leaseNanos);
            held.put(name, made);
            due(made);
            answers.add(new Answer<>(who, id, OptionalLong.of(lastToken)));
        } else if (waitNanos <= 0) {
            answers.add(new Answer<>(who, id, OptionalLong.empty()));
        } else if (lock.waiting.size() == MOST_WAITING) {
            throw new IllegalArgumentException(
                    "%d wait for lock %s already".formatted(MOST_WAITING, name));
        } else {
            lock.waiting.add(new Waiting<>(who, id, leaseNanos, now + waitNanos));
            due(lock);
        }
        return answers;
    }

    /** Whether it was still held under this token, and has more time now. */
    boolean renew(String name, long token, long leaseNanos, long now) {
        Held<C> lock = held.get(name);
        if (lock == null || lock.token != token || lock.untilNanos - now <= 0) {
            return false;
        }
        lock.untilNanos = now + leaseNanos;
        due(lock);
        return true;
    }

    /** Gives it back; nothing if it is not held under this token. */
    List<Answer<C>> release(String name, long token, long now) {
        Held<C> lock = held.get(name);
        List<Answer<C>> answers = new ArrayList<>();
        if (lock != null && lock.token == token) {
            next(lock, now, answers);
        }
        return answers;
    }

    /** Somebody is gone: what it held goes on, and it waits no more. */
    List<Answer<C>> gone(C who, long now) {
        List<Answer<C>> answers = new ArrayList<>();
        for (Held<C> lock : List.copyOf(held.values())) {
            lock.waiting.removeIf(waiting -> waiting.who.equals(who));
            if (lock.who.equals(who)) {
                next(lock, now, answers);
            }
        }
        return answers;
    }

    /** What time has brought about. */
    List<Answer<C>> expire(long now) {
        List<Answer<C>> answers = new ArrayList<>();
        while (!byTime.isEmpty() && byTime.first().dueNanos - now <= 0) {
            Held<C> lock = byTime.first();
            for (Iterator<Waiting<C>> all = lock.waiting.iterator(); all.hasNext(); ) {
                Waiting<C> waiting = all.next();
                if (waiting.untilNanos - now <= 0) {
                    all.remove();
                    answers.add(new Answer<>(waiting.who, waiting.id, OptionalLong.empty()));
                }
            }
            if (lock.untilNanos - now <= 0) {
                next(lock, now, answers);
            } else {
                due(lock);
            }
        }
        return answers;
    }

    private void next(Held<C> lock, long now, List<Answer<C>> answers) {
        Waiting<C> next = lock.waiting.poll();
        if (next == null) {
            byTime.remove(lock);
            held.remove(lock.name);
            return;
        }
        lock.who = next.who;
        lock.token = ++lastToken;
        lock.untilNanos = now + next.leaseNanos;
        due(lock);
        answers.add(new Answer<>(next.who, next.id, OptionalLong.of(lock.token)));
    }

    /** Puts it in its place by time; it may have had another. */
    private void due(Held<C> lock) {
        byTime.remove(lock);
        lock.dueNanos = lock.untilNanos;
        for (Waiting<C> waiting : lock.waiting) {
            lock.dueNanos = Math.min(lock.dueNanos, waiting.untilNanos);
        }
        byTime.add(lock);
    }

    /** Whether time can bring anything about. */
    boolean idle() {
        return held.isEmpty();
    }

    /** How many are held. */
    int size() {
        return held.size();
    }
}

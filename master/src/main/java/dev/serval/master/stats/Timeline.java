package dev.serval.master.stats;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What has happened to the fleet lately: reloads, replacements and their reasons, deaths. On the
 * master's thread.
 */
public final class Timeline {

    private static final int MOST = 50;

    private final Deque<Event> events = new ArrayDeque<>();
    private List<Event> shown = List.of();
    private long number;

    /**
     * @param id counts from 1 and never repeats, so that a reader knows what it has seen
     * @param at seconds since 1970
     * @param what as in the log; nothing a client has sent is in it
     */
    public record Event(long id, long at, String what) {}

    /** It has happened now; the oldest is forgotten for it. */
    public void add(String what) {
        if (events.size() == MOST) {
            events.removeFirst();
        }
        events.addLast(new Event(++number, Instant.now().getEpochSecond(), what));
        shown = List.copyOf(events);
    }

    /** The newest last; immutable. */
    public List<Event> events() {
        return shown;
    }
}

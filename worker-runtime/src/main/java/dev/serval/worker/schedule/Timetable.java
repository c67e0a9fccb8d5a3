package dev.serval.worker.schedule;

import dev.serval.app.Leader;
import dev.serval.app.Missed;
import dev.serval.app.ScheduledTask;
import dev.serval.app.Schedules;
import dev.serval.control.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the application has to be done at times, as it says while it starts. Any thread. */
public final class Timetable implements Schedules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** More would not be a timetable but a queue. */
    private static final int MOST_TASKS = 1000;

    /**
     * @param missed what becomes of one that was missed
     */
    record Entry(String name, Schedule schedule, Missed missed, ScheduledTask task) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Consumer<Leader>> begins = new ArrayList<>();
    private boolean closed;

    @Override
    public void cron(String name, String when, Missed missed, ScheduledTask task) {
        add(name, () -> Schedule.cron(when), missed, task);
    }

    @Override
    public void every(String name, Duration interval, Missed missed, ScheduledTask task) {
        add(name, () -> Schedule.every(interval), missed, task);
    }

    @Override
    public synchronized void whenLeading(Consumer<Leader> begin) {
        if (closed) {
            throw new IllegalStateException(
                    "too late: who wants to know of leading says so in App.start");
        }
        begins.add(begin);
    }

    private synchronized void add(
            String name, Supplier<Schedule> when, Missed missed, ScheduledTask task) {
        if (closed) {
            throw new IllegalStateException(
                    "task %s comes too late: what is done at times is said in App.start"
                            .formatted(name));
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s is no name for a task; take up to 64 letters, digits, _, . or -"
                            .formatted(name));
        }
        if (entries.stream().anyMatch(entry -> entry.name.equals(name))) {
            throw new IllegalArgumentException("two tasks are called " + name);
        }
        if (entries.size() == MOST_TASKS) {
            throw new IllegalArgumentException(
                    "more than %d tasks; a spool takes any number of jobs".formatted(MOST_TASKS));
        }
        try {
            entries.add(new Entry(name, when.get(), missed, task));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("task %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Who wants to know that this worker leads. */
    synchronized List<Consumer<Leader>> begins() {
        return List.copyOf(begins);
    }

    /** All there are; nothing is added any more. */
    synchronized List<Entry> close() {
        closed = true;
        return List.copyOf(entries);
    }
}

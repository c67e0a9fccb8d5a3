package dev.serval.app;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where an application says, in {@link App#start}, what it does at times. Of all workers one does
 * it; when that one ends, another.
 */
public interface Schedules {

    /** Nothing is ever called. */
    Schedules NONE =
            new Schedules() {
                @Override
                public void cron(String name, String when, Missed missed, ScheduledTask task) {}

                @Override
                public void every(
                        String name, Duration interval, Missed missed, ScheduledTask task) {}
            };

    /**
     * By the clock on the wall.
     *
     * @param name letters, digits, {@code _}, {@code .} and {@code -}, at most 64
     * @param when minute, hour, day of the month, month and weekday as in crontab(5), or {@code
     *     @daily} and its like; {@code CRON_TZ=Europe/Vienna} may stand before them, else it is the
     *     server's own time zone
     * @throws IllegalArgumentException if that is no time, or the name is taken
     * @throws IllegalStateException once the application has started
     */
    void cron(String name, String when, Missed missed, ScheduledTask task);

    /**
     * So often, counted from 1970: every ten minutes is at :00, :10 and so on.
     *
     * @param name letters, digits, {@code _}, {@code .} and {@code -}, at most 64
     * @param interval a second to a year
     * @throws IllegalArgumentException if the interval is less or more, or the name is taken
     * @throws IllegalStateException once the application has started
     */
    void every(String name, Duration interval, Missed missed, ScheduledTask task);

    /**
     * For a library that has a timetable of its own: it is started here, and does what it does
     * inside {@link Leader#call}.
     *
     * @param begin called once, on a thread of its own, when this worker begins to lead; never in a
     *     worker that does not
     * @throws IllegalStateException once the application has started
     */
    default void whenLeading(Consumer<Leader> begin) {}
}

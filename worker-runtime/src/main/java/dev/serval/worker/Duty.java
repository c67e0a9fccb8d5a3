package dev.serval.worker;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.link.Descriptors;
import dev.serval.control.measure.Meters;
import dev.serval.worker.app.AppLoadException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What an {@link AppMain} is there for. On the loop, where nothing else is said. */
interface Duty {

    /**
     * Loads and starts the application; returns when it is ready. Main thread.
     *
     * @throws AppLoadException if there is no application to run
     * @throws InterruptedException never
     */
    void start(WorkerConfig config, Descriptors descriptors, Scoreboard board)
            throws AppLoadException, InterruptedException;

    /** Whether it is to take what comes. */
    void accept(boolean on);

    /**
     * It does what the application does at times, from now on; workers only.
     *
     * @param done by a task's name, the moment up to which everything was done, milliseconds since
     *     1970
     */
    default void lead(Map<String, Long> done) {}

    /**
     * Loads the application anew, in {@code serval dev}; returns at once.
     *
     * @param done told how many of before are held and why it failed, empty if it did not; on any
     *     thread
     */
    void swap(List<String> classPath, BiConsumer<Integer, String> done);

    /** Ends what does not end by itself; nothing where there is no such thing. */
    default void farewell() {}

    /**
     * Takes nothing new, and calls {@code done}, not on the loop, when nothing runs any more.
     *
     * @param mercy how long requests may take until then
     */
    void drain(Duration mercy, Runnable done);

    /** What the application counts. Any thread. */
    Meters meters();

    /** Writes what the application has printed of a line that is not whole. Any thread. */
    void endOutput();
}

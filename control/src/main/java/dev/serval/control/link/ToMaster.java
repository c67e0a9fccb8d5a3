package dev.serval.control.link;

import java.util.Map;

/** What a child tells the master. */
public sealed interface ToMaster extends Message {

    /**
     * The first line of every child, after its descriptors have arrived.
     *
     * @param role what this process is
     * @param slot its number, 1 and up
     */
    record Hello(Role role, int slot) implements ToMaster {}

    /** The child is alive: its loop runs. Said every {@link ChildLink#BEAT_SECONDS}. */
    record Beat() implements ToMaster {}

    /** The child serves from now on. */
    record Ready() implements ToMaster {}

    /**
     * The child serves and wants to be replaced.
     *
     * @param why goes on from "worker 1 (pid: 7) ..."
     */
    record Unfit(String why) implements ToMaster {}

    /**
     * A router's requests that wait for a core; said when the number has changed.
     *
     * @param requests how many wait now
     */
    record Waiting(int requests) implements ToMaster {}

    /**
     * A router has no request at this worker any more; the answer to {@link ToChild.Release}.
     *
     * @param pid the worker's process
     */
    record Released(long pid) implements ToMaster {}

    /**
     * A router has given up a request to a program, which has run for too long.
     *
     * @param pid the program's process
     */
    record Overdue(long pid) implements ToMaster {}

    /**
     * The application's own numbers that have changed since the last time.
     *
     * @param readings by {@code Series.text}, {@code Reading.text}
     */
    record Measured(Map<String, String> readings) implements ToMaster {
        public Measured {
            readings = Map.copyOf(readings);
        }
    }

    /**
     * What the application does at times; said by a worker that was told to {@link ToChild.Lead}.
     *
     * @param tasks by name, when, in words
     */
    record Planned(Map<String, String> tasks) implements ToMaster {
        public Planned {
            tasks = Map.copyOf(tasks);
        }
    }

    /**
     * One of these was due.
     *
     * @param task its name
     * @param due when, milliseconds since 1970
     * @param took milliseconds; 0 if it was not run
     * @param outcome what has come of it
     */
    record Ran(String task, long due, long took, Outcome outcome) implements ToMaster {

        /** What has come of it. */
        public enum Outcome {
            /** It has begun; another message follows. */
            BEGUN,
            DONE,
            /** It threw. */
            FAILED,
            /** It was left out: the one before still ran. */
            STILL_RUNS,
            /** It was left out: it was due long ago. */
            MISSED
        }
    }

    /** A worker that was told to {@link ToChild.Lead} drains, and runs nothing of it any more. */
    record Yielded() implements ToMaster {}

    /**
     * The child writes to where the master writes since this change.
     *
     * @param change as in {@link ToChild.Output}
     */
    record Writes(int change) implements ToMaster {}

    /**
     * The application was loaded anew, or serves on as it was.
     *
     * @param number of the {@link ToChild.Swap}
     * @param held how many applications of before are still in memory, as far as that is known
     * @param fault why it serves on as it was; empty if it was loaded
     */
    record Swapped(int number, int held, String fault) implements ToMaster {}

    /**
     * The child cannot start and is about to exit.
     *
     * @param why one line for the operator
     */
    record Failed(String why) implements ToMaster {}
}

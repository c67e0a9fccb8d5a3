package dev.serval.control.link;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the master tells a child. */
public sealed interface ToChild extends Message {

    /**
     * The answer to {@link ToMaster.Hello}: the child's own block of settings.
     *
     * @param settings flat keys and values, as {@code RouterConfig} and {@code WorkerConfig} write
     *     them
     */
    record Configure(Map<String, String> settings) implements ToChild {
        public Configure {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * All workers that may be given requests, sent to the router at every change. A worker that is
     * no longer listed finishes what it has and is given nothing new.
     *
     * @param members the ready workers, each process once
     */
    record Roster(List<Member> members) implements ToChild {
        public Roster {
            members = List.copyOf(members);
        }
    }

    /**
     * To a router: all backends that were found somewhere, sent at every change, and to a new
     * router as soon as they are known. One that is no longer listed finishes what it has and is
     * given nothing new.
     *
     * @param source where; for backends that announced themselves {@link #SUBSCRIBED} and the host
     * @param lines a backend each, for {@code BackendLine}
     */
    record Backends(String source, List<String> lines) implements ToChild {

        /**
         * Begins the source of those that announced themselves. Alone, without backends, it says
         * that all of those have been told.
         */
        public static final String SUBSCRIBED = "subscribed:";

        public Backends {
            lines = List.copyOf(lines);
        }
    }

    /**
     * To a router, of a worker that is on the roster no more: say {@link ToMaster.Released} as soon
     * as no request of yours is there.
     *
     * @param pid the worker's process
     */
    record Release(long pid) implements ToChild {}

    /**
     * Accept connections, or leave them in the queue until told otherwise; what is running goes on.
     *
     * @param on whether to accept
     */
    record Accept(boolean on) implements ToChild {}

    /**
     * This worker is the one that does what the application does at times, until it drains.
     *
     * @param done by a task's name, the moment up to which everything was done, milliseconds since
     *     1970
     */
    record Lead(Map<String, Long> done) implements ToChild {
        public Lead {
            done = Map.copyOf(done);
        }
    }

    /**
     * The server is about to end, and its routers wait for their clients: end what does not end by
     * itself, and serve requests on.
     */
    record Farewell() implements ToChild {}

    /**
     * Finish what is running, take nothing new, and exit with 0.
     *
     * @param mercy how long that may take
     */
    record Drain(Duration mercy) implements ToChild {}

    /**
     * Standard output of the master leads to another file: call a second time to be given it, and
     * answer with {@link ToMaster.Writes}. {@link ChildLink} does it.
     *
     * @param change how many times that has happened
     */
    record Output(int change) implements ToChild {}

    /**
     * What has become of a developer's sources. Only a router of {@code serval dev} is told.
     *
     * @param change tells each draft from all others; larger than those before
     * @param text why it is broken, for people; empty if it is not
     * @param json the same as a JSON document
     */
    record Draft(long change, DraftState state, String text, String json) implements ToChild {}

    /**
     * Load the application anew, from here, in the same process; answered with {@link
     * ToMaster.Swapped}. Only a worker of {@code serval dev} is told.
     *
     * @param number comes back in the answer
     */
    record Swap(int number, List<String> classPath) implements ToChild {
        public Swap {
            classPath = List.copyOf(classPath);
        }
    }
}

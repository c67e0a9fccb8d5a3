package dev.serval.hub;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Keeps, elsewhere than on one machine, which servers belong together; found by {@link
 * ServiceLoader}. It knows names and texts, and not what they mean.
 */
public interface ClusterEngine {

    /** How many servers are kept of one cluster. */
    int MOST_NODES = 1024;

    /** Whether this URL is one of its own. */
    boolean takes(String url);

    /**
     * Looks at a URL, and asks nobody.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    void check(Place place);

    /**
     * Opens nothing yet.
     *
     * @throws IllegalArgumentException if the URL is malformed
     */
    Line open(Place place);

    /**
     * The one that takes a URL.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ClusterEngine of(Place place, ClassLoader loader) {
        for (ClusterEngine engine : ServiceLoader.load(ClusterEngine.class, loader)) {
            if (engine.takes(place.url)) {
                return engine;
            }
        }
        throw new IllegalArgumentException("nothing here knows such a URL");
    }

    /** What a process is connected by; whatever is asked may block for some seconds. Any thread. */
    interface Line extends AutoCloseable {

        /**
         * Says that a server is there.
         *
         * @param facts about it, which replace those of before
         * @param ttl how long that counts; milliseconds count
         * @return what it is told
         * @throws ClusterException if it could not be said, or there are too many
         */
        Told announce(String node, Map<String, String> facts, Duration ttl) throws ClusterException;

        /**
         * Changes one fact, if another is as it is said; for as long.
         *
         * @return whether that was so
         */
        boolean amend(String node, Fact is, Fact becomes, Duration ttl) throws ClusterException;

        /** All that are there, or have been lately, by name. */
        Map<String, Entry> nodes() throws ClusterException;

        /**
         * Takes the lock that there is once in a cluster.
         *
         * @param who for others to see
         * @param lease after which it is free again, unless it is renewed
         * @return a token greater than all before, or who has it
         */
        Lock lock(String who, Duration lease) throws ClusterException;

        /**
         * Keeps it; takes it again, where all was forgotten and nobody else has taken it.
         *
         * @return whether it is still ours
         */
        boolean renew(Lock lock, Duration lease) throws ClusterException;

        /** Gives it back; nothing if it is not ours. */
        void unlock(Lock lock) throws ClusterException;

        /**
         * Leaves an order for a server, which is told with its next {@link #announce}.
         *
         * @param ttl how long it is left there
         * @return whether the lock is ours; if not, nothing was left
         */
        boolean order(Lock lock, String node, String what, Duration ttl) throws ClusterException;

        /** Hangs up; waits for a second at most. */
        @Override
        void close();
    }

    /**
     * Where, and which of them.
     *
     * @param url without a password
     * @param password empty for none
     * @param cluster its name
     */
    record Place(String url, String password, String cluster) {

        /** Without its password. */
        @Override
        public String toString() {
            return url;
        }
    }

    /** One thing that is said of a server. */
    record Fact(String name, String value) {}

    /**
     * What is known of a server.
     *
     * @param facts as it has said them
     * @param left how long they count from now on, if it says nothing more
     */
    record Entry(Map<String, String> facts, Duration left) {

        public Entry {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * The lock, if it was taken.
     *
     * @param token of its holder; 0 if somebody else has it
     * @param who has it
     */
    record Lock(long token, String who) {

        /** Whether it is ours. */
        public boolean taken() {
            return token > 0;
        }
    }

    /**
     * @param token of whoever has left it
     */
    record Order(long token, String what) {}

    /**
     * What a server is told.
     *
     * @param token the latest that was given to anybody; 0 for none
     * @param order that was left for it
     */
    record Told(long token, Optional<Order> order) {}
}

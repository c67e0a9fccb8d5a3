package dev.serval.hub;

import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Keeps what is shared elsewhere than in a master's hub, so that servers on several machines have
 * it; found by {@link ServiceLoader}. It answers as a hub does.
 */
public interface SharedEngine {

    /** Whether this URL is one of its own. */
    boolean takes(String url);

    /**
     * Opens nothing yet.
     *
     * @param said is given each {@link Word#MESSAGE} and {@link Word#CALLED}, on a thread that must
     *     not wait
     * @throws IllegalArgumentException if the URL is malformed; the message has no password
     */
    Line open(Place place, Consumer<Frame> said);

    /**
     * The one that takes a URL.
     *
     * @throws IllegalArgumentException if there is none
     */
    static SharedEngine of(Place place, ClassLoader loader) {
        for (SharedEngine engine : ServiceLoader.load(SharedEngine.class, loader)) {
            if (engine.takes(place.url)) {
                return engine;
            }
        }
        throw new IllegalArgumentException("nothing here knows such a URL");
    }

    /** What a process is connected by. Any thread. */
    interface Line {

        /**
         * Asks, and waits.
         *
         * @param wait the longest that the answer itself may take
         * @return {@link Word#REFUSED} where it cannot be done, or is not known to be done
         */
        Frame ask(Frame frame, Duration wait);

        /** Says what is not answered; nothing if it cannot be said. */
        void say(Frame frame);

        /** Hangs up. */
        void close();
    }

    /**
     * Where, and what there is.
     *
     * @param url may hold a password; not to be shown
     * @param name what servers share that have one name
     * @param caches by name
     * @param ring of values
     */
    record Place(String url, String name, Map<String, CacheRules> caches, RingRules ring) {

        public Place {
            caches = Map.copyOf(caches);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param valueBytes the largest value
     * @param ttl how long values are kept of which nothing is said; zero for ever
     */
    record CacheRules(long valueBytes, Duration ttl) {}

    /**
     * @param values how many; 0 for no ring
     * @param valueBytes the largest value
     */
    record RingRules(int values, long valueBytes) {}
}

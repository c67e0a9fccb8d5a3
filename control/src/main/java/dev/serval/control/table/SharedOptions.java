package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.size;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.CacheSpec;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import java.time.Duration;

/** What the processes of a server share. */
public final class SharedOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.SHARED);

    private static final int MOST_VALUES = 1_000_000;
    private static final int MOST_LOCKS = 1000;
    private static final long LARGEST = 16L << 20;

    public static final Option<CacheSpec> CACHE =
            GROUP.many(
                    "cache2",
                    CacheSpec.TYPE,
                    "",
                    "a cache of this name, in the master's memory: of so many items and bytes, with"
                            + " values up to blocksize, kept for ttl where nothing else is said;"
                            + " near=COUNT copies in each process, store=FILE while no server runs");
    public static final Option<Integer> QUEUE =
            GROUP.one(
                    "queue",
                    integer(0, MOST_VALUES),
                    "0",
                    "a ring of so many values, in the master's memory; 0 for none");
    public static final Option<Long> QUEUE_BLOCKSIZE =
            GROUP.one("queue-blocksize", size(1, LARGEST), "8k", "the largest value of the ring");
    public static final Option<String> QUEUE_STORE =
            GROUP.one(
                    "queue-store",
                    text("FILE"),
                    "",
                    "a file that has the ring while no server runs");
    public static final Option<Duration> QUEUE_STORE_SYNC =
            GROUP.one(
                    "queue-store-sync",
                    TIME,
                    "10",
                    "how often it is written, if there is anything new");

    public static final Option<String> SHARED =
            GROUP.one(
                    "shared",
                    text("redis://HOST"),
                    "",
                    "keep caches, locks, topics, calls and the ring there, for servers on several"
                            + " machines, one of which then does what is due at times");
    public static final Option<String> SHARED_NAME =
            GROUP.one(
                    "shared-name",
                    text("NAME"),
                    "serval",
                    "what servers with one --shared have in common if they say the same");
    public static final Option<Integer> LOCKS =
            GROUP.one(
                    "locks",
                    integer(0, MOST_LOCKS),
                    "0",
                    "numbered locks beside 0, for JWSGI; others have names and need no option");

    private SharedOptions() {}
}

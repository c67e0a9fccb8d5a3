package dev.serval.control.table;

import static dev.serval.control.option.OptionType.UPSTREAM;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.size;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;

/** Where the router sends requests. */
public final class RouterOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.ROUTER);

    public static final Option<String> HTTP_TO =
            GROUP.many(
                    "http-to",
                    UPSTREAM,
                    "",
                    "send requests to this backend instead of our workers: a uwsgi server, or http://"
                            + " for any other; dns://, dns+srv://, file: and redis:// find several");
    public static final Option<Integer> HTTP_MODIFIER1 =
            GROUP.one(
                    "http-modifier1",
                    integer(0, 255),
                    "0",
                    "modifier1 of each packet the router sends");
    public static final Option<Integer> HTTP_QUEUE =
            GROUP.one(
                    "http-queue",
                    integer(0, 1_000_000),
                    "10000",
                    "requests that may wait for a free core, else 503");

    public static final Option<Long> POST_BUFFERING =
            GROUP.one(
                    "http-post-buffering",
                    size(0, 1 << 20),
                    "64k",
                    "how much of a body must be here before a core is taken for it; 0 takes one at"
                            + " once");

    public static final Option<Long> ANSWER_BUFFERING =
            GROUP.one(
                    "answer-buffering",
                    size(0, 1L << 40),
                    "1g",
                    "how much of an answer is kept in a temporary file for a client that reads"
                            + " slowly, so that the core is free; 0 lets the core wait");

    public static final Option<Long> ANSWER_BUFFERING_TOTAL =
            GROUP.one(
                    "answer-buffering-total",
                    size(0, 1L << 40),
                    "4g",
                    "the same for all answers of a router process together; beyond it cores wait");

    /** For no cookie at all. */
    public static final String NOT_STICKY = "none";

    public static final Option<String> STICKY =
            GROUP.one(
                    "sticky",
                    new OptionType<>(
                            "COOKIE", "the name of a cookie, or none", RouterOptions::cookie),
                    "",
                    "keep a client at the worker that it had, by a cookie of this name; without it"
                            + " serval_worker where --war, --boot, --program or --jar has several"
                            + " workers; none for never");

    private RouterOptions() {}

    private static String cookie(String text) {
        if (!text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}

package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** How many processes and threads there are, and the JVMs they run in. */
public final class ProcessOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.PROCESSES);

    public static final Option<Integer> PROCESSES =
            GROUP.one(
                    "processes, workers, -p",
                    integer(1, 512),
                    "1",
                    "how many worker processes to run");
    public static final Option<Integer> THREADS =
            GROUP.one(
                    "threads",
                    integer(1, 4096),
                    "8",
                    "cores of each worker: requests it runs at once");
    public static final Option<Integer> HTTP_PROCESSES =
            GROUP.one("http-processes, http-workers", integer(1, 16), "1", "router processes");
    public static final Option<Integer> HTTP_THREADS =
            GROUP.one("http-threads", integer(1, 64), "1", "event loops of each router process");
    public static final Option<String> JVM_OPT =
            GROUP.many("jvm-opt", text("OPTION"), "", "a JVM option for workers, e.g. -Xmx1g");
    public static final Option<String> ROUTER_JVM_OPT =
            GROUP.many("router-jvm-opt", text("OPTION"), "", "a JVM option for the router");

    public static final Option<Boolean> AOT_CACHE =
            GROUP.one(
                    "aot-cache",
                    FLAG,
                    "true",
                    "start workers and router from a cache of loaded classes, made in the"
                            + " background when there is none");

    private ProcessOptions() {}
}

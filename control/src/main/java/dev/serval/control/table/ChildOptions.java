package dev.serval.control.table;

import static dev.serval.control.option.OptionType.ASSIGNMENT;
import static dev.serval.control.option.OptionType.CGROUP_FILE;
import static dev.serval.control.option.OptionType.FOLDER;
import static dev.serval.control.option.OptionType.MODE;
import static dev.serval.control.option.OptionType.UMASK;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.megabytes;
import static dev.serval.control.option.OptionType.text;
import static dev.serval.control.option.OptionType.word;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** As whom and in which surroundings routers and workers run; the master keeps its own. */
public final class ChildOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.SURROUNDINGS);

    /** With fewer a JVM of ours cannot open its jars and its sockets. */
    private static final int MIN_DESCRIPTORS = 64;

    private static final int MAX_COUNT = 1 << 30;

    public static final Option<String> UID =
            GROUP.one(
                    "uid",
                    text("USER"),
                    "",
                    "run routers and workers as this user, a name or a number; the master stays"
                            + " root");
    public static final Option<String> GID =
            GROUP.one(
                    "gid",
                    text("GROUP"),
                    "",
                    "and as this group; without it the user's own, and no other group");
    public static final Option<String> ENV =
            GROUP.many(
                    "env", ASSIGNMENT, "", "a variable for the environment of routers and workers");
    public static final Option<String> CHDIR =
            GROUP.one(
                    "chdir",
                    text("FOLDER"),
                    "",
                    "where routers and workers run; a relative class path begins there");
    public static final Option<String> UMASK_OF_CHILDREN =
            GROUP.one("umask", UMASK, "", "what rights files made by routers and workers lack");

    public static final Option<Long> LIMIT_AS =
            GROUP.one(
                    "limit-as",
                    megabytes(),
                    "",
                    "the address space of each router and worker; a JVM reserves far more than it"
                            + " uses");
    public static final Option<Integer> LIMIT_NPROC =
            GROUP.one(
                    "limit-nproc",
                    integer(1, MAX_COUNT),
                    "",
                    "how many threads and processes their user may have when one of them makes"
                            + " another");
    public static final Option<Integer> MAX_FD =
            GROUP.one(
                    "max-fd",
                    integer(MIN_DESCRIPTORS, MAX_COUNT),
                    "",
                    "open files and connections of each router and worker");

    public static final Option<String> CGROUP =
            GROUP.many(
                    "cgroup",
                    FOLDER,
                    "",
                    "put routers and workers into this cgroup; it is made if there is none, and"
                            + " removed again at the end");
    public static final Option<String> CGROUP_OPT =
            GROUP.many(
                    "cgroup-opt",
                    CGROUP_FILE,
                    "",
                    "write this value into a file of the cgroup, e.g. memory.max=512M");
    public static final Option<String> CGROUP_DIR_MODE =
            GROUP.one("cgroup-dir-mode", MODE, "700", "the rights of a cgroup that is made");

    /** Of {@link #WORKER_SCHEDULING}. */
    public static final String BATCH = "batch";

    public static final Option<String> WORKER_SCHEDULING =
            GROUP.one(
                    "worker-scheduling",
                    word(BATCH, "other"),
                    BATCH,
                    "the kernel's policy for workers, spoolers and mules: batch pushes nobody"
                            + " aside when it wakes up, which saves a fifth of a short request;"
                            + " other is the usual one");

    private ChildOptions() {}
}

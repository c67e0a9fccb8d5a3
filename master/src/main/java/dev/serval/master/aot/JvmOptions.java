package dev.serval.master.aot;

import java.util.List;
import java.util.regex.Pattern;

/** What the operator's JVM options mean for a cache. Pure. */
public final class JvmOptions {

    /**
     * With these the JVM takes no cache, or one of the operator's, or another program runs in it.
     */
    private static final List<String> RULE_A_CACHE_OUT =
            List.of(
                    "-agentlib",
                    "-agentpath",
                    "-javaagent",
                    "-Xrun",
                    "-Xdebug",
                    "-Xshare",
                    "-Xbootclasspath",
                    "-XX:AOT",
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:ArchiveClassesAtExit",
                    "-XX:DumpLoadedClassList",
                    "-XX:SharedArchiveFile",
                    "-XX:StartFlightRecording",
                    "-XX:Flags=",
                    "-XX:VMOptionsFile",
                    "--patch-module",
                    "--upgrade-module-path",
                    "--limit-modules",
                    "@");

    /** These do not shape a cache, and a second process with them is in the first one's way. */
    private static final List<String> NOT_FOR_TRAINING =
            List.of(
                    "-D",
                    "-e", // -ea, -esa
                    "-d",
                    "-verbose",
                    "-Xlog",
                    "-Xms",
                    "-XX:+AlwaysPreTouch",
                    "-XX:InitialRAMPercentage",
                    "-XX:ErrorFile",
                    "-XX:HeapDumpPath",
                    "-XX:On",
                    "-XX:LogFile",
                    "-XX:+LogVMOutput");

    /** Below 10 GB: a JVM with a heap of 32 GB and more has other references to objects. */
    private static final Pattern HEAP_SIZE =
            Pattern.compile("-Xm[sx](\\d+[kK]?|\\d{1,4}[mM]|\\d[gG])|-XX:M(ax|in)RAMPercentage=.*");

    private JvmOptions() {}

    /** Whether a JVM with these options can have a cache of ours. */
    static boolean cacheable(List<String> options) {
        return options.stream().noneMatch(o -> startsWithOne(o, RULE_A_CACHE_OUT));
    }

    /**
     * Those that a cache must have been made with: a heap of another size does not matter to it.
     */
    static List<String> shaping(List<String> options) {
        return options.stream().filter(o -> !HEAP_SIZE.matcher(o).matches()).toList();
    }

    /** Those that a rehearsal, and the JVM that writes the cache, are given as well. */
    public static List<String> forTraining(List<String> options) {
        return options.stream().filter(o -> !startsWithOne(o, NOT_FOR_TRAINING)).toList();
    }

    private static boolean startsWithOne(String option, List<String> prefixes) {
        return prefixes.stream().anyMatch(option::startsWith);
    }
}

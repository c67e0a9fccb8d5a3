package dev.serval.master.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How far the heaps of workers, spoolers and mules may grow where nobody has said: each to a
 * quarter of the memory, as is the JVM's own default, and all of them together to half of it. A JVM
 * takes the limit of its cgroup for the memory, so this is so in a container too. Pure.
 */
public final class HeapShare {

    private static final int QUARTER = 4;
    private static final int HALF = 2;
    private static final int PERCENT = 100;
    private static final List<String> SPEAK_OF_IT = List.of("-Xmx", "MaxHeapSize", "RAMPercentage");

    private HeapShare() {}

    /** The share of each of so many processes, of 1. */
    public static double of(int processes) {
        return 1.0 / Math.max(QUARTER, HALF * processes);
    }

    /**
     * Options for the JVM of each; none where the JVM's default is the same.
     *
     * @param processes how many there may be, 0 and up
     * @param said the operator's options
     * @param environment of the processes, which may hold more of them
     */
    static List<String> options(int processes, List<String> said, Map<String, String> environment) {
        boolean spokenOf =
                Stream.concat(
                                said.stream(),
                                Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                                        .map(name -> environment.getOrDefault(name, "")))
                        .anyMatch(text -> SPEAK_OF_IT.stream().anyMatch(text::contains));
        if (spokenOf || HALF * processes <= QUARTER) {
            return List.of();
        }
        String share = String.format(Locale.ROOT, "%.2f", PERCENT * of(processes));
        // The second is for memories of less than 250 MB, of which a JVM takes half.
        return List.of("-XX:MaxRAMPercentage=" + share, "-XX:MinRAMPercentage=" + share);
    }
}

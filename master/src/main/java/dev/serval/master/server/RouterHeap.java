package dev.serval.master.server;

import java.util.List;

/**
 * How far a router's heap may grow: 256 MiB for each 10 000 clients that are let in, 26 KiB for
 * one. An HTTP/2 connection with the largest tables of known fields takes 18 (docs/limits.md).
 * Pure.
 */
final class RouterHeap {

    private static final int CLIENTS = 10_000;
    private static final int MIB = 256;

    /** The largest multiple with which a JVM can still have the cache of a small heap. */
    private static final int MOST_MIB = 9984;

    private RouterHeap() {}

    /**
     * Options for the JVM; none where what every router has is enough.
     *
     * @param connections of one router at once, 1 and up
     */
    static List<String> options(int connections) {
        int wanted = Math.ceilDiv(connections, CLIENTS);
        return wanted == 1 ? List.of() : List.of("-Xmx" + Math.min(wanted * MIB, MOST_MIB) + "m");
    }
}

package dev.serval.master.server;

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
     * The option for the JVM.
     *
     * @param connections of one router at once, 1 and up
     */
    static String option(int connections) {
        return "-Xmx" + Math.min(Math.ceilDiv(connections, CLIENTS) * MIB, MOST_MIB) + "m";
    }
}

package dev.serval.control.board;

/**
 * What a JVM's heap takes.
 *
 * @param usedBytes by objects, dead ones too
 * @param committedBytes from the kernel
 * @param maxBytes at most
 */
public record Heap(long usedBytes, long committedBytes, long maxBytes) {

    /** Of this process, now. */
    public static Heap now() {
        Runtime jvm = Runtime.getRuntime();
        long committed = jvm.totalMemory();
        return new Heap(committed - jvm.freeMemory(), committed, jvm.maxMemory());
    }
}

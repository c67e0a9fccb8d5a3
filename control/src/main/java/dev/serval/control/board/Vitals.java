package dev.serval.control.board;

/**
 * What a JVM tells of itself where it is asked to.
 *
 * @param collections garbage collections since it started
 * @param collectingMicros microseconds spent in them
 * @param metaspaceBytes what its classes take
 * @param directBytes buffers outside the heap
 */
public record Vitals(
        long collections, long collectingMicros, long metaspaceBytes, long directBytes) {

    /** Nothing is known. */
    public static final Vitals NONE = new Vitals(0, 0, 0, 0);
}

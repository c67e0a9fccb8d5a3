package dev.serval.master.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Whether anybody waits to be accepted, asked with poll(2): it tells so for Unix sockets too, and
 * takes nobody off the queue.
 */
public final class Pending {

    private static final int POLLFD_BYTES = 8;
    private static final int EVENTS = 4;
    private static final short POLLIN = 1;
    private static final MethodHandle POLL =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("poll"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT));

    private Pending() {}

    /** Asks for all of them at once; does not wait. */
    public static boolean any(List<ListeningSocket> sockets) {
        if (sockets.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate((long) sockets.size() * POLLFD_BYTES, EVENTS);
            for (int i = 0; i < sockets.size(); i++) {
                long at = (long) i * POLLFD_BYTES;
                polled.set(ValueLayout.JAVA_INT, at, sockets.get(i).descriptor().intValue());
                polled.set(ValueLayout.JAVA_SHORT, at + EVENTS, POLLIN);
            }
            return (int) POLL.invokeExact(polled, (long) sockets.size(), 0) > 0;
        } catch (Throwable e) {
            throw new IllegalStateException("poll(2) cannot be called", e);
        }
    }
}

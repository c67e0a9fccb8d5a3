package dev.serval.control.log;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where descriptors 1 and 2 of this process lead. All that writes to them, the JVM's own messages
 * and {@code System.out} among it, follows: there is no moment at which a line has no file.
 *
 * <p>The JDK opens files and does not tell their numbers, hence open(2), dup(2) and dup2(2).
 */
public final class StandardOutput {

    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int APPEND = 0x400;
    private static final int SET_FLAGS = 4;

    /** WRONLY, CREAT, NOCTTY, APPEND, CLOEXEC; the same numbers on x86-64 and ARM. */
    private static final int TO_APPEND = 0x1 | 0x40 | 0x100 | APPEND | 0x80000;

    private static final int RIGHTS = 0640;
    private static final int ERROR_TEXT_BYTES = 256;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private StandardOutput() {}

    /**
     * Opens a file at its end; a new one may be read by its group and written by its owner.
     *
     * @return its descriptor
     * @throws IOException with the reason alone, e.g. {@code Permission denied}
     */
    public static int open(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return call(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                    List.of(ERRNO, Linker.Option.firstVariadicArg(2)),
                    arena.allocateFrom(file.toString()),
                    TO_APPEND,
                    RIGHTS);
        }
    }

    /**
     * Opens once more what standard output leads to, also if it has no name any more: a descriptor
     * to give away, whose flags are its own.
     *
     * @throws IOException if it cannot be opened
     */
    public static int again() throws IOException {
        return open(Path.of("/proc/self/fd/" + OUT));
    }

    /**
     * Makes both lead to what this descriptor leads to, and closes it. Netty has taken its flags
     * from one that it has received: they are set again.
     *
     * @throws IOException if it is not open
     */
    public static void become(int descriptor) throws IOException {
        call(
                "fcntl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                List.of(ERRNO, Linker.Option.firstVariadicArg(2)),
                descriptor,
                SET_FLAGS,
                APPEND);
        FunctionDescriptor shape = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
        call("dup2", shape, List.of(ERRNO), descriptor, OUT);
        call("dup2", shape, List.of(ERRNO), descriptor, ERR);
        close(descriptor);
    }

    /**
     * A second descriptor for where standard error leads now.
     *
     * @throws IOException if there can be no further descriptor
     */
    public static int keep() throws IOException {
        return call("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT), List.of(ERRNO), ERR);
    }

    /**
     * Closes a descriptor.
     *
     * @throws IOException if it is not open
     */
    public static void close(int descriptor) throws IOException {
        call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), List.of(ERRNO), descriptor);
    }

    private static int call(
            String function, FunctionDescriptor shape, List<Linker.Option> options, Object... words)
            throws IOException {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            List<Object> all = new ArrayList<>(List.of(words));
            all.addFirst(state);
            int result =
                    (int)
                            linker.downcallHandle(
                                            linker.defaultLookup().findOrThrow(function),
                                            shape,
                                            options.toArray(Linker.Option[]::new))
                                    .invokeWithArguments(all);
            if (result < 0) {
                throw new IOException(reason(linker, number(state)));
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function + "(2) cannot be called", e);
        }
    }

    private static int number(MemorySegment state) {
        return (int) STATE.varHandle(PathElement.groupElement("errno")).get(state, 0L);
    }

    private static String reason(Linker linker, int number) throws Throwable {
        MemorySegment text =
                (MemorySegment)
                        linker.downcallHandle(
                                        linker.defaultLookup().findOrThrow("strerror"),
                                        FunctionDescriptor.of(ADDRESS, JAVA_INT))
                                .invokeExact(number);
        return text.reinterpret(ERROR_TEXT_BYTES).getString(0);
    }
}

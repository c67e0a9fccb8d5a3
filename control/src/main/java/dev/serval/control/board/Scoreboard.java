package dev.serval.control.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * All cells of one server: seats in order, cores in order within each. A worker process has one
 * seat for as long as it lives.
 *
 * <p>Any process may map it; who may write which cell is said in {@link CoreCell}.
 */
public final class Scoreboard {

    private final ByteBuffer memory;
    private final int cores;

    private Scoreboard(ByteBuffer memory, int cores) {
        this.memory = memory;
        this.cores = cores;
    }

    /** How large the file must be, in bytes. */
    public static long bytes(int seats, int cores) {
        return (long) seats * cores * CoreCell.BYTES;
    }

    /**
     * Maps the file, growing it where needed.
     *
     * @param file any path that opens it, {@code /proc/self/fd/N} included
     * @param seats how many processes it has room for, 1 and up
     * @param cores how many cores each has, 1 and up
     * @throws UncheckedIOException if it cannot be opened or mapped
     */
    public static Scoreboard map(Path file, int seats, int cores) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Without an arena the JDK makes the buffer by reflection: twenty hidden classes.
            // process.
            MemorySegment memory =
                    channel.map(MapMode.READ_WRITE, 0, bytes(seats, cores), Arena.ofAuto());
            return new Scoreboard(memory.asByteBuffer(), cores);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map the scoreboard: " + e.getMessage(), e);
        }
    }

    /**
     * @param seat the process's, 1 and up
     * @param core the core's number, 0 and up
     */
    public CoreCell cell(int seat, int core) {
        int at = ((seat - 1) * cores + core) * CoreCell.BYTES;
        return new CoreCell(memory.slice(at, CoreCell.BYTES).order(ByteOrder.nativeOrder()));
    }
}

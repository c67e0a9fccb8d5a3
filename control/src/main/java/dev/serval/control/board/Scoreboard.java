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
import java.util.Objects;

/**
 * All cells of one server: seats in order, cells in order within each. A process has one seat for
 * as long as it lives; a worker has a cell for each core, a router one for each event loop.
 *
 * <p>Any process may map it; who may write which cell is said in {@link CoreCell}, {@link LoopCell}
 * and {@link LaneCell}.
 */
public final class Scoreboard {

    /**
     * How large one is.
     *
     * @param seats how many processes it has room for, 1 and up
     * @param cells how many each has, 1 and up
     */
    public record Shape(int seats, int cells) {

        /** In bytes. */
        public long bytes() {
            return (long) seats * cells * CoreCell.BYTES;
        }
    }

    private final MemorySegment memory;
    private final int cells;

    private Scoreboard(MemorySegment memory, int cells) {
        this.memory = memory;
        this.cells = cells;
    }

    /**
     * Maps the file, growing it where needed.
     *
     * @param file any path that opens it, {@code /proc/self/fd/N} included
     * @throws UncheckedIOException if it cannot be opened or mapped
     */
    public static Scoreboard map(Path file, Shape shape) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Without an arena the JDK makes the buffer by reflection: twenty hidden classes.
            MemorySegment memory =
                    channel.map(MapMode.READ_WRITE, 0, shape.bytes(), Arena.ofAuto());
            return new Scoreboard(memory, shape.cells);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map the scoreboard: " + e.getMessage(), e);
        }
    }

    /**
     * @param seat the process's, 1 and up
     * @param core the core's number, 0 and up
     */
    public CoreCell cell(int seat, int core) {
        return new CoreCell(slice(seat, core));
    }

    /**
     * @param seat the process's, 1 and up
     * @param loop the event loop's number, 0 and up
     */
    public LoopCell loop(int seat, int loop) {
        return new LoopCell(slice(seat, loop));
    }

    /**
     * @param seat a worker's, 1 and up
     * @param lane 0 and up, less than {@link #lanes}
     * @throws IndexOutOfBoundsException if there is none
     */
    public LaneCell lane(int seat, int lane) {
        Objects.checkIndex(lane, lanes());
        return cell(seat, lane / CoreCell.LANES).lane(lane % CoreCell.LANES);
    }

    /** How many connections of one worker have a {@link LaneCell}. */
    public int lanes() {
        return cells * CoreCell.LANES;
    }

    private ByteBuffer slice(int seat, int cell) {
        long at = ((long) (seat - 1) * cells + cell) * CoreCell.BYTES;
        return memory.asSlice(at, CoreCell.BYTES).asByteBuffer().order(ByteOrder.nativeOrder());
    }
}

package dev.serval.master.server;

import dev.serval.control.board.CoreCell;
import dev.serval.control.board.LoopCell;
import dev.serval.control.board.Scoreboard;
import dev.serval.control.board.Scoreboard.Shape;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The scoreboard's file, and who sits where. A process has a seat from its start until it is
 * reaped. Belongs to the master's thread; the file has no name any more once this exists, so no
 * kind of death leaves it behind.
 */
final class Seats {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long MOST_RESERVED_BYTES = 16L << 20;

    private final Scoreboard board;
    private final FileDescriptor descriptor;
    private final Shape shape;
    private final BitSet taken = new BitSet();

    private Seats(Scoreboard board, FileDescriptor descriptor, Shape shape) {
        this.board = board;
        this.descriptor = descriptor;
        this.shape = shape;
    }

    /**
     * Makes an empty board.
     *
     * @throws IOException if there is no room for it
     */
    static Seats create(Shape shape) throws IOException {
        Path folder =
                Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        Path file = Files.createTempFile(folder, "serval-", ".board");
        try {
            reserve(file, shape.bytes());
            FileDescriptor descriptor = FileDescriptor.from(file.toString());
            Scoreboard board = Scoreboard.map(file, shape);
            Files.delete(file);
            share(descriptor);
            return new Seats(board, descriptor, shape);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A page that cannot be had when it is written to would end the process that writes. */
    private static void reserve(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, MOST_RESERVED_BYTES));
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
        } catch (IOException e) {
            throw new IOException(
                    "there is no room for the scoreboard in %s: %s"
                            .formatted(file.getParent(), e.getMessage()),
                    e);
        }
    }

    /**
     * Workers map it by their descriptor, which takes the rights to the file, as another user
     * perhaps. It has no name any more: only who was handed it can ask for it.
     */
    private static void share(FileDescriptor descriptor) throws IOException {
        Files.setPosixFilePermissions(
                Path.of("/proc/self/fd/" + descriptor.intValue()),
                PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    /** Whether a generation of this size can go on with this board. */
    boolean fits(Shape wanted) {
        return wanted.seats() <= shape.seats() && wanted.cells() == shape.cells();
    }

    Shape shape() {
        return shape;
    }

    /** To hand over. */
    FileDescriptor descriptor() {
        return descriptor;
    }

    /** A free seat, 1 and up; none if too many processes are still on their way out. */
    OptionalInt take() {
        int free = taken.nextClearBit(1);
        if (free > shape.seats()) {
            return OptionalInt.empty();
        }
        taken.set(free);
        return OptionalInt.of(free);
    }

    /** The cells of a worker's seat, by core. */
    List<CoreCell> cells(int seat) {
        return IntStream.range(0, shape.cells()).mapToObj(core -> board.cell(seat, core)).toList();
    }

    /** The cells of a router's seat, by event loop. */
    List<LoopCell> loops(int seat) {
        return IntStream.range(0, shape.cells()).mapToObj(loop -> board.loop(seat, loop)).toList();
    }

    /** Takes a seat back from a process that is reaped, or was never started. */
    void giveBack(int seat) {
        cells(seat).forEach(CoreCell::clear);
        taken.clear(seat);
    }

    /** No process sits here any more. */
    boolean isEmpty() {
        return taken.isEmpty();
    }

    void close() throws IOException {
        descriptor.close();
    }
}

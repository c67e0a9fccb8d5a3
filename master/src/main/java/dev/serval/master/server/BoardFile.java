package dev.serval.master.server;

import dev.serval.control.board.Scoreboard;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The scoreboard and the descriptor that children map it from. The file has no name any more once
 * this exists, so no kind of death leaves it behind.
 *
 * @param board mapped here
 * @param descriptor to hand over
 */
record BoardFile(Scoreboard board, FileDescriptor descriptor) {

    private static final Path MEMORY = Path.of("/dev/shm");

    /**
     * @throws IOException if there is no room for it
     */
    static BoardFile create(int workers, int cores) throws IOException {
        Path folder =
                Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        Path file = Files.createTempFile(folder, "serval-", ".board");
        try {
            FileDescriptor descriptor = FileDescriptor.from(file.toString());
            return new BoardFile(Scoreboard.map(file, workers, cores), descriptor);
        } finally {
            Files.delete(file);
        }
    }
}

package dev.serval.control.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.board.Scoreboard.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopCellTest {

    @Test
    void whatOneLoopCountsAnotherProcessReads(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("board"));
        Shape shape = new Shape(2, 2);
        LoopCell written = Scoreboard.map(file, shape).loop(2, 1);

        written.accepted();
        written.accepted();
        written.closed();
        written.socketOpened();
        written.waiting(3);
        written.lostLines(7);
        written.lostLines(8);
        written.finished(200, 1_500, 500, 10, 20);
        written.finished(404, 500, 0, 0, 5);
        written.finished(0, 100, 0, 0, 0);

        Traffic read = Scoreboard.map(file, shape).loop(2, 1).traffic();
        assertThat(read.accepted()).isEqualTo(2);
        assertThat(read.open()).isEqualTo(1);
        assertThat(read.sockets()).isEqualTo(1);
        assertThat(read.waiting()).isEqualTo(3);
        assertThat(read.requests().count()).isEqualTo(3);
        assertThat(read.requests().aborted()).isEqualTo(1);
        assertThat(read.requests().tookMicros()).isEqualTo(2_100);
        assertThat(read.requests().waitedMicros()).isEqualTo(500);
        assertThat(read.requests().receivedBytes()).isEqualTo(10);
        assertThat(read.requests().sentBytes()).isEqualTo(25);
        assertThat(read.requests().statuses()).isEqualTo(new Statuses(1, 0, 1, 0));
        assertThat(read.requests().latencies().count()).isEqualTo(3);
        assertThat(read.past()).isEqualTo(new Traffic(2, 0, 0, 0, 8, read.requests()));
        assertThat(Scoreboard.map(file, shape).loop(1, 1).traffic()).isEqualTo(Traffic.NONE);
    }
}

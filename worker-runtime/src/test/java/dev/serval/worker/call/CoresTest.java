package dev.serval.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoresTest {

    @TempDir private Path folder;
    private final List<Boolean> gate = new ArrayList<>();
    private Cores cores = new Cores(List.of(), CoresTest.class.getClassLoader(), gate::add);

    @BeforeEach
    void twoCores() throws IOException {
        Scoreboard board =
                Scoreboard.map(
                        Files.createFile(folder.resolve("board")), new Scoreboard.Shape(1, 2));
        List<CoreCell> cells = List.of(board.cell(1, 0), board.cell(1, 1));
        cores = new Cores(cells, CoresTest.class.getClassLoader(), gate::add);
    }

    @Test
    void aCoreIsClaimedOnce() {
        Core first = cores.all().getFirst();

        assertThat(cores.claim(first)).isTrue();
        assertThat(cores.claim(first)).isFalse();
        cores.release(first);
        assertThat(cores.claim(first)).isTrue();
    }

    @Test
    void theGateHearsOfTheEdgesOnly() {
        Core first = cores.all().get(0);
        Core second = cores.all().get(1);
        cores.claim(first);
        assertThat(gate).isEmpty();

        cores.claim(second);
        assertThat(cores.full()).isTrue();
        assertThat(gate).containsExactly(false);

        cores.release(first);
        cores.release(second);
        assertThat(gate).containsExactly(false, true);
        assertThat(cores.idle()).isTrue();
    }
}

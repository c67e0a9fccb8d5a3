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

    private static final ClassLoader LOADER = CoresTest.class.getClassLoader();

    /** Does nothing: when it is over is the test's choice. */
    private record Work(String name) implements CoreWork {
        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public void run(Core core) {}

        @Override
        public void runOnLoop(Core core) {}
    }

    @TempDir private Path folder;
    private final List<Boolean> gate = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private Cores cores = new Cores(List.of(), LOADER, gate::add, this::start);

    @BeforeEach
    void twoCores() throws IOException {
        Scoreboard board =
                Scoreboard.map(
                        Files.createFile(folder.resolve("board")), new Scoreboard.Shape(1, 2));
        List<CoreCell> cells = List.of(board.cell(1, 0), board.cell(1, 1));
        cores = new Cores(cells, LOADER, gate::add, this::start);
    }

    @Test
    void whatFindsNoFreeCoreIsTheNextOfTheFirstThatIs() {
        cores.submit(new Work("a"));
        cores.submit(new Work("b"));
        cores.submit(new Work("c"));
        cores.submit(new Work("d"));
        assertThat(started).containsExactly("a on 0", "b on 1");

        cores.release(cores.all().get(1));
        cores.release(cores.all().get(0));

        assertThat(started).endsWith("c on 1", "d on 0");
    }

    @Test
    void theGateHearsOfTheEdgesOnly() {
        cores.submit(new Work("a"));
        assertThat(gate).isEmpty();

        cores.submit(new Work("b"));
        assertThat(cores.full()).isTrue();
        assertThat(gate).containsExactly(false);

        cores.release(cores.all().get(0));
        cores.release(cores.all().get(1));
        assertThat(gate).containsExactly(false, true);
        assertThat(cores.idle()).isTrue();
    }

    private void start(CoreWork work, Core core) {
        started.add(((Work) work).name() + " on " + core.number());
    }
}

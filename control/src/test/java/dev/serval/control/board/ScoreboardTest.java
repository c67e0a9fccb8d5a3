package dev.serval.control.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serval.control.board.Scoreboard.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardTest {

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(folder.resolve("board"));
    }

    @Test
    void aFileGrowsToItsCells() throws IOException {
        Scoreboard.map(file, new Shape(3, 2));

        assertThat(Files.size(file)).isEqualTo(new Shape(3, 2).bytes());
    }

    @Test
    void whatOneProcessWritesAnotherReads() {
        CoreCell written = Scoreboard.map(file, new Shape(2, 2)).cell(2, 1);
        CoreCell read = Scoreboard.map(file, new Shape(2, 2)).cell(2, 1);

        written.begin("GET", "/a", 1_000, 0);

        assertThat(read.busySince()).isEqualTo(1_000);
        assertThat(read.label()).isEqualTo("GET /a");

        written.end(1_250, 77, 200);

        assertThat(read.busySince()).isZero();
        assertThat(read.label()).isEmpty();
        assertThat(read.requests()).isEqualTo(1);
        assertThat(read.runningMicros()).isEqualTo(250);
        assertThat(read.sentBytes()).isEqualTo(77);
    }

    @Test
    void cellsDoNotTouchEachOther() {
        Scoreboard board = Scoreboard.map(file, new Shape(2, 2));
        board.cell(1, 1).begin("GET", "/" + "x".repeat(1000), 5, 0);
        board.cell(1, 1).end(6, 1, 200);

        for (CoreCell other :
                new CoreCell[] {board.cell(1, 0), board.cell(2, 0), board.cell(2, 1)}) {
            assertThat(other.requests()).isZero();
            assertThat(other.busySince()).isZero();
            assertThat(other.sentBytes()).isZero();
        }
    }

    @Test
    void countersGoOnWhenTheBoardIsMappedAgain() {
        CoreCell cell = Scoreboard.map(file, new Shape(1, 1)).cell(1, 0);
        cell.countException();
        cell.countReadError();
        cell.countReadError();
        cell.countWriteError();

        CoreCell again = Scoreboard.map(file, new Shape(1, 1)).cell(1, 0);
        again.countException();
        again.lostLines(5);

        assertThat(again.counters())
                .isEqualTo(new Counters(0, 0, 0, 2, 2, 1, 0, 5, Statuses.NONE, Latencies.NONE));
    }

    @Test
    void aClearedCellIsAsNew() {
        CoreCell cell = Scoreboard.map(file, new Shape(1, 1)).cell(1, 0);
        cell.begin("GET", "/a", 1, 9);
        cell.end(2, 10, 200);
        cell.countHarakiri();
        cell.begin("GET", "/b", 3, 9);

        cell.clear();

        assertThat(cell.busySince()).isZero();
        assertThat(cell.label()).isEmpty();
        assertThat(cell.deadline()).isZero();
        assertThat(cell.counters()).isEqualTo(Counters.NONE);
    }

    @Test
    void aDeadlineIsThereWhileItsRequestRuns() {
        CoreCell cell = Scoreboard.map(file, new Shape(1, 1)).cell(1, 0);
        cell.begin("GET", "/a", 1, 9);
        assertThat(cell.deadline()).isEqualTo(9);

        cell.extend(20);
        assertThat(cell.deadline()).isEqualTo(20);

        cell.end(21, 0, 200);
        assertThat(cell.deadline()).isZero();
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        CoreCell cell = Scoreboard.map(file, new Shape(1, 1)).cell(1, 0);
        cell.begin("GET", "/", 100, 0);
        cell.end(50, 0, 200);

        assertThat(cell.runningMicros()).isZero();
    }

    @Test
    void aLongLabelIsCut() {
        CoreCell cell = Scoreboard.map(file, new Shape(1, 1)).cell(1, 0);
        cell.begin("GET", "/\u00e9" + "x".repeat(1000), 1, 0);

        assertThat(cell.label()).hasSize(416).startsWith("GET /\u00e9xxx").endsWith("x");

        cell.begin("M".repeat(1000), "/", 1, 0);

        assertThat(cell.label()).isEqualTo("M".repeat(415) + " ");
    }

    @Test
    void aFileThatIsNotThereCannotBeMapped() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Scoreboard.map(folder.resolve("none"), new Shape(1, 1)))
                .withMessageStartingWith("cannot map the scoreboard: ");
    }

    @Test
    void aLaneIsToldOfAlsoWhenItsProcessIsGone() {
        Scoreboard board = Scoreboard.map(file, new Shape(2, 2));
        LaneCell lane = board.lane(2, 9);
        lane.begun(-5, 7);
        board.cell(2, 1).clear();

        LaneCell read = Scoreboard.map(file, new Shape(2, 2)).lane(2, 9);
        assertThat(read.shows(-5, 7)).isTrue();
        assertThat(read.shows(-5, 8)).isFalse();
        assertThat(read.shows(5, 7)).isFalse();
    }

    @Test
    void lanesTouchNothingElse() {
        Scoreboard board = Scoreboard.map(file, new Shape(2, 2));
        for (int i = 0; i < board.lanes(); i++) {
            board.lane(1, i).begun(i + 1, i);
        }
        board.cell(1, 0).begin("GET", "/" + "x".repeat(1000), 5, 0);

        for (int i = 0; i < board.lanes(); i++) {
            assertThat(board.lane(1, i).shows(i + 1, i)).isTrue();
            assertThat(board.lane(2, i).shows(0, 0)).isTrue();
        }
        assertThat(board.cell(1, 1).requests()).isZero();
        assertThat(board.cell(2, 0).busySince()).isZero();
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> board.lane(1, board.lanes()));
    }
}

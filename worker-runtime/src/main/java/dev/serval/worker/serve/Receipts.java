package dev.serval.worker.serve;

import dev.serval.control.board.LaneCell;
import dev.serval.control.board.Scoreboard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The places on the scoreboard where this worker counts what it begins of trunks. Loop only. */
public final class Receipts {

    private final Scoreboard board;
    private final int seat;

    /** Who was given back last is given out last: its router may still have to read it. */
    private final Deque<Integer> free = new ArrayDeque<>();

    private final SplittableRandom tokens = new SplittableRandom();

    /**
     * @param seat this worker's, 1 and up
     */
    public Receipts(Scoreboard board, int seat) {
        this.board = board;
        this.seat = seat;
        for (int i = 0; i < board.lanes(); i++) {
            free.add(i);
        }
    }

    /** The count of one lane. */
    final class Receipt {

        private final int number;
        private final LaneCell cell;
        private final int token = tokens.nextInt();
        private int begun;

        private Receipt(int number) {
            this.number = number;
            this.cell = board.lane(seat, number);
            cell.begun(token, begun);
        }

        /** One more begins; on the thread that runs it. */
        void count() {
            begun++;
            cell.begun(token, begun);
        }

        /** The lane is closed. */
        void giveBack() {
            free.add(number);
        }

        /** Where it is, for the router. */
        @Override
        public String toString() {
            return seat + ":" + number + ":" + token;
        }
    }

    /** A place for a new lane; null if there is none left. */
    @Nullable Receipt take() {
        Integer number = free.poll();
        return number == null ? null : new Receipt(number);
    }
}

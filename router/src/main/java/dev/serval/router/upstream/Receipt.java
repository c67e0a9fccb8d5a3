package dev.serval.router.upstream;

import dev.serval.control.board.LaneCell;
import dev.serval.control.board.Scoreboard;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker tells how many requests of one connection it has begun that came on the trunk
 * ({@link Wire#RECEIPT}). It is told still when the worker is dead.
 */
record Receipt(LaneCell cell, int token) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,9}):(-?\\d{1,10})");

    /**
     * What the answer to a greeting says.
     *
     * @return null if it says nothing that can be used
     */
    static @Nullable Receipt of(Vars pong, Scoreboard board) {
        String text = pong.get(Wire.RECEIPT);
        Matcher parts = text == null ? null : TEXT.matcher(text);
        if (parts == null || !parts.matches()) {
            return null;
        }
        try {
            int seat = Integer.parseInt(parts.group(1));
            int number = Integer.parseInt(parts.group(2));
            return new Receipt(board.lane(seat, number), Integer.parseInt(parts.group(3)));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return null; // not of this board
        }
    }

    /** Whether exactly so many were begun; false, too, if nobody knows any more. */
    boolean shows(int requests) {
        return cell.shows(token, requests);
    }
}

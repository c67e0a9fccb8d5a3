package dev.serval.master.scale;

/**
 * More when the cores were busier than a share on the average of some seconds; fewer when they were
 * less busy than another for many such spans on end. Who goes and is missed at once makes the next
 * one stay longer (uWSGI's busyness plugin).
 */
final class Busyness implements Algorithm {

    private static final int PENALTY = 2;
    private static final int MOST_PENALTIES = 10;

    private final int seconds;
    private final CheaperRules.Band band;
    private double sum;
    private int counted;
    private int quiet;
    private int sinceFewer = Integer.MAX_VALUE;
    private int multiplier;

    /**
     * @param seconds a span to take the average of, 1 and up
     */
    Busyness(int seconds, CheaperRules.Band band) {
        this.seconds = seconds;
        this.band = band;
        this.multiplier = band.multiplier();
    }

    @Override
    public Move next(Load load) {
        sum += load.percent();
        counted++;
        if (counted < seconds) {
            return Move.STAY;
        }
        double average = sum / counted;
        sum = 0;
        counted = 0;
        sinceFewer = sinceFewer == Integer.MAX_VALUE ? sinceFewer : sinceFewer + 1;
        if (average > band.max()) {
            quiet = 0;
            return load.growing() ? Move.STAY : more();
        }
        quiet = average < band.min() ? quiet + 1 : 0;
        if (quiet < multiplier) {
            return Move.STAY;
        }
        quiet = 0;
        sinceFewer = 0;
        return Move.FEWER;
    }

    private Move more() {
        if (sinceFewer <= multiplier) {
            multiplier =
                    Math.min(multiplier + PENALTY, band.multiplier() + PENALTY * MOST_PENALTIES);
        } else {
            multiplier = band.multiplier();
        }
        return Move.MORE;
    }
}

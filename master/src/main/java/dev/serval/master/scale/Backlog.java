package dev.serval.master.scale;

/**
 * More when more than so many wait; fewer, one a second, when nobody does and one can be spared.
 */
final class Backlog implements Algorithm {

    private final int most;

    /**
     * @param most how many may wait
     */
    Backlog(int most) {
        this.most = most;
    }

    @Override
    public Move next(Load load) {
        if (load.waiting() > most) {
            return load.growing() ? Move.STAY : Move.MORE;
        }
        return load.slack() ? Move.FEWER : Move.STAY;
    }
}

package dev.serval.master.scale;

/**
 * More when no core was free for some seconds on end; fewer when one worker could be spared for as
 * long (uWSGI's default).
 */
final class Spare implements Algorithm {

    private final int seconds;
    private int full;
    private int slack;

    /**
     * @param seconds how long either must last, 1 and up
     */
    Spare(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public Move next(Load load) {
        // Who is starting will help: what is full until then is no reason for yet another one.
        full = load.full() && !load.growing() ? full + 1 : 0;
        slack = load.slack() ? slack + 1 : 0;
        if (full >= seconds) {
            full = 0;
            return Move.MORE;
        }
        if (slack >= seconds) {
            slack = 0;
            return Move.FEWER;
        }
        return Move.STAY;
    }
}

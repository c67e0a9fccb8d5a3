package dev.serval.master.scale;

/** How the load of each second becomes more workers or fewer; remembers the seconds before. */
sealed interface Algorithm permits Spare, Backlog, Busyness {

    /** What one second asks for. */
    enum Move {
        MORE,
        FEWER,
        STAY
    }

    /** Takes the next second. */
    Move next(Load load);
}

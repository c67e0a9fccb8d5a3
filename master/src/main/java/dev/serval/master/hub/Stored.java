package dev.serval.master.hub;

import java.util.function.Consumer;

/** What a file has, too. Any thread. */
interface Stored {

    /** Grows with each change. */
    long changes();

    /** All that there is, in the order in which it is to come back. */
    void each(Consumer<Kept> taker);
}

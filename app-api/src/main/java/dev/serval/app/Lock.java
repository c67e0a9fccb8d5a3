package dev.serval.app;

import java.time.Duration;

/** A lock that this process holds; the next one gets it when it is closed, or its time is up. */
public interface Lock extends AutoCloseable {

    /**
     * Grows with each holder: what is written with a smaller one than was seen already comes from
     * somebody whose time was up.
     */
    long token();

    /**
     * More time, from now.
     *
     * @return false if the time was up already: it is not held any more
     */
    boolean renew(Duration lease);

    /** Gives it to the next one; nothing if it is not held any more. */
    @Override
    void close();
}

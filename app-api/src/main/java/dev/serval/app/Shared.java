package dev.serval.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What all processes of a server share. Any thread.
 *
 * <p>Every method that reaches another process throws {@link SharedException} if it cannot.
 */
public interface Shared {

    /** There is nothing, as in a test of an application. */
    Shared NONE = new NothingShared();

    /** The names of the caches there are, in the operator's order. */
    List<String> caches();

    /**
     * The cache of this name ({@code --cache2 name=...}).
     *
     * @throws IllegalArgumentException if the operator has named none
     */
    Cache cache(String name);

    /**
     * A lock by name; nobody has to name it before.
     *
     * @param lease after so long the next one gets it, whatever its holder does: a second to a day;
     *     it is free at once when the holder's process dies
     * @param wait the longest to wait for it; zero to try
     * @return empty if another one holds it still
     */
    Optional<Lock> lock(String name, Duration lease, Duration wait);

    /**
     * Messages of this topic from now on, in this process.
     *
     * @throws IllegalArgumentException if the name is empty or longer than 255 bytes
     */
    void subscribe(String topic, MessageHandler handler);

    /**
     * To every process that has subscribed, this one too. Nothing is kept: who is not there, or is
     * far behind, does not get it.
     *
     * @return to how many it was sent
     */
    int publish(String topic, byte[] message);

    /**
     * To one of the processes that have subscribed, in turn.
     *
     * @return whether there is one
     */
    boolean send(String topic, byte[] message);

    /** Answers calls of this name in this process, from now on. */
    void offer(String name, CallHandler handler);

    /**
     * Asks one of the processes that offer it, in turn, and waits.
     *
     * @throws SharedException also if nobody offers it, it failed, or the time is up
     */
    byte[] call(String name, byte[] question, Duration wait);

    /** The ring of {@code --queue}. */
    Ring ring();
}

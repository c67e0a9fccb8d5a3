package dev.serval.app;

/** Takes messages of a topic. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Called on a virtual thread, one message of a topic after the other; may block, and then later
     * ones wait, at most 1000, else they are lost, which the log says.
     *
     * @throws Exception any failure: logged with its stack
     */
    void handle(byte[] message) throws Exception;
}

package dev.serval.app;

/** Answers calls of other processes. */
@FunctionalInterface
public interface CallHandler {

    /**
     * Called on a virtual thread of its own; may block.
     *
     * @throws Exception any failure: logged with its stack; the caller is told that it failed
     */
    byte[] call(byte[] question) throws Exception;
}

package dev.serval.app;

/**
 * A process beside the workers that serves no requests ({@code --mule pkg.Class}): something that
 * goes on for as long as the server does. Has a public constructor without parameters.
 */
public interface Mule {

    /**
     * Its life, on a thread of its own, once its process has taken its place. When this returns or
     * throws, the process ends and another one is started, later each time it happens soon.
     *
     * @param context {@link AppContext#worker} is the mule's number
     * @throws Exception any failure: logged with its stack
     */
    void run(AppContext context) throws Exception;

    /**
     * The server or a reload wants it to end: {@link #run} is to return. Its thread is interrupted
     * right after that; past {@code --mule-reload-mercy} the process is killed. Another thread.
     *
     * @throws Exception any failure: logged
     */
    default void stop() throws Exception {}
}

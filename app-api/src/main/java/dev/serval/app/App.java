package dev.serval.app;

/**
 * One web application. A worker makes one instance and calls {@link #handle} from several threads
 * at once, one for each core.
 *
 * <p>Life: {@link #start}, then {@link #ready} until it is true, then requests, then {@link
 * #drain}, then {@link #stop}.
 */
@FunctionalInterface
public interface App {

    /**
     * Answers one request; may block.
     *
     * @param request valid until the answer's body has been written
     * @return the answer; a {@link Body.Streaming} is written after this returns, perhaps on
     *     another thread
     * @throws Exception any failure: logged with its stack; the client gets 500 if nothing was sent
     *     yet, and a broken connection otherwise
     */
    Response handle(Request request) throws Exception;

    /**
     * Called once, before this worker is offered any request.
     *
     * @throws Exception ends the worker; the operator is shown its stack, or of a {@link
     *     CannotStartException} the message alone
     */
    default void start(AppContext context) throws Exception {}

    /** Asked after {@link #start} until it says yes; only then do requests come. */
    default boolean ready() {
        return true;
    }

    /**
     * No new requests come from now on; some may still run.
     *
     * @throws Exception logged, and the drain goes on
     */
    default void drain() throws Exception {}

    /**
     * The last call: nothing runs any more.
     *
     * @throws Exception logged, and the worker ends all the same
     */
    default void stop() throws Exception {}
}

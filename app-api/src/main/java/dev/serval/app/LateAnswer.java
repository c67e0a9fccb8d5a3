package dev.serval.app;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes an answer whose head is decided on the way: for code that is given an output and may or may
 * not send something before it is done, as a servlet is.
 */
@FunctionalInterface
public interface LateAnswer {

    /** Where the answer begins. */
    interface Start {
        /**
         * Decides status and headers; they leave with the first bytes of the body that are flushed.
         *
         * @param status 200 to 599
         * @return the body; it ends when {@link LateAnswer#make} returns
         * @throws IOException if the client is gone
         * @throws IllegalStateException if the answer was begun already
         */
        BodyWriter begin(int status, Headers headers) throws IOException;
    }

    /**
     * Makes the answer. Called on a thread that may wait, after {@link App#handle} has returned;
     * the request is still valid.
     *
     * @return the answer as a whole, of any kind; null if it was begun, and is complete now
     * @throws Exception any failure: the client gets 500 if nothing was sent yet, and a broken
     *     connection otherwise
     */
    @Nullable Response make(Start start) throws Exception;
}

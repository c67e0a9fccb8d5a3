package dev.serval.worker.call;

import dev.serval.app.Response;
import dev.serval.uwsgi.Vars;

/** What a client is told when the application threw before its answer began. Any thread. */
@FunctionalInterface
public interface FailurePage {

    /** Nothing of what was thrown. */
    FailurePage RETICENT = (id, _, _) -> FailureAnswer.reticent(id);

    /** The trace, and nothing of the request's. */
    FailurePage TELLING =
            (id, fault, vars) -> FailureAnswer.telling(id, trace(fault), accept(vars));

    /**
     * Makes the answer.
     *
     * @param id of the request; stands in the log too
     * @param vars of the request
     */
    Response of(String id, Throwable fault, Vars vars);

    /** Class, message, stack and causes of what was thrown, as text of a bounded length. */
    static String trace(Throwable fault) {
        return Trace.of(fault, Trace.MOST);
    }

    /** The value of Accept; empty if there is none. */
    static String accept(Vars vars) {
        String value = vars.get("HTTP_ACCEPT");
        return value == null ? "" : value;
    }

    /** Whether a client that accepts this is shown a page. */
    static boolean isPage(String accept) {
        return FailureAnswer.wantsPage(accept);
    }

    /** Fit for the text of an element and for an attribute in quotes. */
    static String escaped(String text) {
        return FailureAnswer.escaped(text);
    }
}

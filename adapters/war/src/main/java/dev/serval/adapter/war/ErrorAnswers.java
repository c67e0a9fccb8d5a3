package dev.serval.adapter.war;

import java.io.IOException;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets for an error that no page of a WAR answers. The engine's own answers tell the
 * class and the message of what was thrown; these have the status alone, unless clients are to be
 * shown it. What a servlet says itself, by {@code sendError}, is told.
 */
final class ErrorAnswers {

    private ErrorAnswers() {}

    /**
     * @param shows whether clients are shown what is thrown
     */
    static ErrorHandler besideWars(boolean shows) {
        ErrorHandler answers = shows ? new ErrorHandler() : new BesideWars();
        answers.setShowStacks(shows);
        answers.setShowOrigin(shows);
        return answers;
    }

    /**
     * @param shows whether clients are shown what is thrown
     */
    static ErrorPageErrorHandler ofWar(boolean shows) {
        ErrorPageErrorHandler answers = shows ? new ErrorPageErrorHandler() : new OfWar();
        answers.setShowStacks(shows);
        answers.setShowOrigin(shows);
        return answers;
    }

    private static String told(int status, String message, @Nullable Throwable thrown) {
        return thrown == null ? message : HttpStatus.getMessage(status);
    }

    private static final class BesideWars extends ErrorHandler {
        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int status,
                String message,
                @Nullable Throwable thrown,
                Callback callback)
                throws IOException {
            String told = told(status, message, thrown);
            super.generateResponse(request, response, status, told, null, callback);
        }
    }

    private static final class OfWar extends ErrorPageErrorHandler {
        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int status,
                String message,
                @Nullable Throwable thrown,
                Callback callback)
                throws IOException {
            String told = told(status, message, thrown);
            super.generateResponse(request, response, status, told, null, callback);
        }
    }
}

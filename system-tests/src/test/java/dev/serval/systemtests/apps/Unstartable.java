package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** Throws an error, not an exception, when it is started. */
public final class Unstartable implements App {

    @Override
    public void start(AppContext context) {
        throw new AssertionError("the table is empty");
    }

    @Override
    public Response handle(Request request) {
        return Response.status(204);
    }
}

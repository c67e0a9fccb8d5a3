package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** Ends its process when it is started. */
public final class Leaving implements App {

    private static final int CODE = 7;

    @Override
    public void start(AppContext context) {
        Runtime.getRuntime().exit(CODE);
    }

    @Override
    public Response handle(Request request) {
        return Response.status(204);
    }
}

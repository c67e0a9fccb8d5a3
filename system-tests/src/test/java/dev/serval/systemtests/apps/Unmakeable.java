package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** Cannot be made. */
public final class Unmakeable implements App {

    public Unmakeable() {
        throw new IllegalStateException("there is no database");
    }

    @Override
    public Response handle(Request request) {
        return Response.status(204);
    }
}

package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** Prints what it is asked for, on standard output and on standard error. */
public final class Printer implements App {

    @Override
    @SuppressWarnings("SystemOut")
    public Response handle(Request request) {
        String word = request.query().orElse("");
        System.out.println("out " + word + " end");
        System.err.println("err " + word + " end");
        return Response.text("printed\n");
    }
}

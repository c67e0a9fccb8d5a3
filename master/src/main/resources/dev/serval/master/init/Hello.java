package app;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;

/** Greets whoever asks. Edit it while `serval dev` runs. */
public final class Hello implements App {

    @Override
    public Response handle(Request request) {
        return Response.html(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Hello</title>
                <link rel="stylesheet" href="/static/hello.css"></head>
                <body><h1>%s</h1></body>
                </html>
                """
                        .formatted(greeting(request.parameter("name").orElse("you"))));
    }

    /** Fit for a page, whatever the name is. */
    static String greeting(String name) {
        return "Hello, " + name.replace("&", "&amp;").replace("<", "&lt;");
    }
}

package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.nio.file.Path;

/**
 * Answers with the file that the parameter {@code name} says: {@code /sendfile} and {@code /accel}
 * name it in a field, {@code /file} gives it as the body, {@code /claim} says it is the server's
 * own field. {@code status} is the answer's status.
 */
public final class Filer implements App {

    @Override
    public Response handle(Request request) {
        String name = request.parameter("name").orElse("");
        Response named =
                Response.text("not for clients\n")
                        .withHeader("Cache-Control", "private")
                        .withStatus(Integer.parseInt(request.parameter("status").orElse("200")));
        return switch (request.path()) {
            case "/sendfile" -> named.withHeader("X-Sendfile", name);
            case "/accel" ->
                    named.withHeader("X-Accel-Redirect", name).withHeader("ETag", "\"v1\"");
            case "/claim" -> named.withHeader("Serval-File", name);
            default -> Response.file("text/x-filed", Path.of(name));
        };
    }
}

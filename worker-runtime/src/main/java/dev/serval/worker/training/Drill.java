package dev.serval.worker.training;

import dev.serval.app.App;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;

/**
 * Answers {@code /text}, {@code /body} and {@code /stream}, in the ways there are to answer. The
 * master's training client knows the words.
 */
public final class Drill implements App {

    private static final int PARTS = 4;

    @Override
    public Response handle(Request request) throws IOException {
        return switch (request.path()) {
            case "/text" -> text(request);
            case "/body" -> Response.json("\"%d\"".formatted(request.body().readAllBytes().length));
            case "/stream" ->
                    Response.stream(
                            "text/plain",
                            out -> {
                                for (int i = 0; i < PARTS; i++) {
                                    out.write("part\n");
                                    out.flush();
                                }
                            });
            default -> Response.status(404).withHeader("X-Path", request.path());
        };
    }

    private static Response text(Request request) {
        String language = request.headers().first("Accept-Language").orElse("none");
        String asked = request.parameter("q").orElse("nothing");
        return Response.text("%s in %s: the end\n".formatted(asked, language));
    }
}

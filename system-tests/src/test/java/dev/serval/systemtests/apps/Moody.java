package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses to start as long as there is the file that {@code MOODY_FILE} names. */
public final class Moody implements App {

    @Override
    public void start(AppContext context) {
        if (Files.exists(Path.of(context.settings().getOrDefault("MOODY_FILE", "")))) {
            throw new IllegalStateException("not in the mood");
        }
    }

    @Override
    public Response handle(Request request) {
        return Response.text("fine\n");
    }
}

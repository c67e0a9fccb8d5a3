package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses to start as long as there is the file that {@code MOODY_FILE} names, and takes as long as
 * there is the one that {@code MOODY_WAIT} names.
 */
public final class Moody implements App {

    private static final long LOOK_MILLIS = 20;

    @Override
    public void start(AppContext context) throws InterruptedException {
        while (isThere(context, "MOODY_WAIT")) {
            Thread.sleep(LOOK_MILLIS);
        }
        if (isThere(context, "MOODY_FILE")) {
            throw new IllegalStateException("not in the mood");
        }
    }

    private static boolean isThere(AppContext context, String setting) {
        String file = context.settings().getOrDefault(setting, "");
        return !file.isEmpty() && Files.exists(Path.of(file));
    }

    @Override
    public Response handle(Request request) {
        return Response.text("fine\n");
    }
}

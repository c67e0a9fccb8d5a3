package dev.serval.adapter.war;

import dev.serval.adapter.usercode.Scratch;
import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Cache;
import dev.serval.app.CannotStartException;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * WAR files as an application. The settings name them: {@code serval.war./shop} is the file that is
 * mounted at {@code /shop}, {@code serval.war-sessions} the cache that has the sessions.
 */
public final class WarApp implements App {

    private static final String MOUNT = "serval.war.";

    private @Nullable Scratch scratch;
    private @Nullable Engine engine;

    /** Made by the worker. */
    public WarApp() {}

    @Override
    public void start(AppContext context) throws Exception {
        Map<String, Path> wars = new TreeMap<>();
        context.settings()
                .forEach((key, value) -> {
                    if (key.startsWith(MOUNT)) {
                        wars.put(key.substring(MOUNT.length()), Path.of(value));
                    }
                });
        for (Path war : wars.values()) {
            WarCheck.check(war);
        }
        Scratch folder = scratch();
        scratch = folder;
        boolean shows = "true".equals(context.settings().get("serval.catch-exceptions"));
        Optional<Cache> sessions =
                Optional.ofNullable(context.settings().get("serval.war-sessions"))
                        .map(context::cache);
        Engine made = new Engine(wars, folder.path(), shows, sessions);
        engine = made;
        try {
            made.start();
        } catch (Exception | Error e) {
            stopAfter(e);
            throw e;
        }
    }

    private void stopAfter(Throwable fault) {
        try {
            stop();
        } catch (Exception e) {
            fault.addSuppressed(e);
        }
    }

    private static Scratch scratch() throws CannotStartException {
        Path place = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return Scratch.under(place, "serval-war-");
        } catch (IOException e) {
            throw new CannotStartException(
                    "WAR files are unpacked into %s, and that cannot be done (%s); name another place: --jvm-opt -Djava.io.tmpdir=FOLDER"
                            .formatted(place, e));
        }
    }

    @Override
    public Response handle(Request request) {
        Engine running = engine;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return Response.late(start -> running.exchange(request, start).run());
    }

    @Override
    public void stop() throws Exception {
        try {
            Engine running = engine;
            if (running != null) {
                running.stop();
            }
        } finally {
            Scratch folder = scratch;
            if (folder != null) {
                folder.close();
            }
        }
    }
}

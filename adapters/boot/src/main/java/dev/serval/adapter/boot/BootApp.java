package dev.serval.adapter.boot;

import dev.serval.adapter.boot.link.Inlet;
import dev.serval.adapter.usercode.MainMethod;
import dev.serval.adapter.usercode.Scratch;
import dev.serval.adapter.usercode.UserCode;
import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.CannotStartException;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Spring Boot program as an application. Settings: {@code serval.boot.jar} is its file, {@code
 * serval.boot.arguments} are words for its main, {@code serval.class-path} what it gets besides.
 */
public final class BootApp implements App {

    private static final String LENT = Inlet.class.getPackageName() + ".";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private @Nullable Scratch scratch;
    private @Nullable Program program;

    /** Made by the worker. */
    public BootApp() {}

    @Override
    public void start(AppContext context) throws CannotStartException, InterruptedException {
        Map<String, String> settings = context.settings();
        Path file = Path.of(settings.getOrDefault("serval.boot.jar", ""));
        Scratch folder = scratch(file);
        scratch = folder;
        context.schedules().whenLeading(Inlet::lead);
        try {
            Inlet.folder(folder.path());
            start(file, folder.path(), settings);
        } catch (CannotStartException | InterruptedException | RuntimeException | Error e) {
            remove(folder, e);
            throw e;
        }
    }

    private void start(Path file, Path folder, Map<String, String> settings)
            throws CannotStartException, InterruptedException {
        BootJar jar = BootJar.unpack(file, folder);
        ClassPath classPath = ClassPath.of(jar, settings.getOrDefault("serval.class-path", ""));
        UserCode code =
                UserCode.of(
                        file.getFileName().toString(),
                        classPath.urls(),
                        name -> name.startsWith(LENT));
        MainMethod main = MainMethod.of("boot", code.find("boot", jar.startClass()));
        Program started = new Program(file.getFileName().toString(), main);
        program = started;
        String words = settings.getOrDefault("serval.boot.arguments", "").strip();
        started.start(words.isEmpty() ? new String[0] : BLANKS.split(words));
    }

    private static void remove(Scratch folder, Throwable fault) {
        try {
            folder.close();
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }

    private static Scratch scratch(Path file) throws CannotStartException {
        Path place = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return Scratch.under(place, "serval-boot-");
        } catch (IOException e) {
            throw new CannotStartException(
                    "boot: %s is unpacked into %s, and that cannot be done (%s); name another place: --jvm-opt -Djava.io.tmpdir=FOLDER"
                            .formatted(file.getFileName(), place, e));
        }
    }

    @Override
    public Response handle(Request request) {
        Inlet.Server server = Inlet.server();
        if (server == null) {
            return Response.text("The program has stopped its web server\n").withStatus(503);
        }
        return Response.late(start -> server.answer(request, start));
    }

    @Override
    public void stop() throws Exception {
        try {
            Program running = program;
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

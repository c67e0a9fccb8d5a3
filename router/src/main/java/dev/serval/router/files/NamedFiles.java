package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.config.RouterConfig;
import dev.serval.control.log.EventLog;
import dev.serval.http.TargetPath;
import dev.serval.http.Verdict;
import dev.serval.router.files.Lookup.Target;
import dev.serval.router.files.NamedFile.Kind;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files that backends name, for the router to send: which may be opened. Contained is what
 * {@link Lookup} says. Any thread.
 */
public final class NamedFiles {

    private final List<Path> roots;
    private final List<Mapping> maps;
    private final Lookup lookup;
    private final ContentTypes types;
    private final Executor disk;

    /**
     * @param disk asks the file system
     */
    NamedFiles(RouterConfig.Files config, List<Path> safe, Executor disk) {
        this.roots =
                config.sendfileRoots().stream()
                        .map(root -> Path.of(root).toAbsolutePath().normalize())
                        .toList();
        this.maps = config.accelMaps().stream().map(text -> Mapping.parse(text, false)).toList();
        this.lookup = new Lookup(safe, List.of());
        this.types = new ContentTypes(config.types());
        this.disk = disk;
    }

    /**
     * Takes the field that names a file out of an answer's head. Where there is no folder for it, a
     * trusted proxy in front of us may be the one that is meant: nginx has such fields too.
     *
     * @param ours whether the answer comes from a worker of ours
     * @param proxied whether the client is a trusted proxy
     * @return null if there is none
     */
    public @Nullable NamedFile taken(HttpResponse head, boolean ours, boolean proxied) {
        return NamedFile.taken(head, ours, kind -> proxied && knowsNone(kind));
    }

    /** Whether there is no folder for what is named so. */
    private boolean knowsNone(Kind kind) {
        return switch (kind) {
            case OWN -> false;
            case ACCEL -> maps.isEmpty();
            case SENDFILE -> roots.isEmpty();
        };
    }

    /**
     * Makes the answer, on a thread of ours.
     *
     * @param id of the request, for the log
     * @param loop where {@code then} runs
     * @param then takes the answer over
     */
    public void open(
            HttpRequest request,
            NamedFile file,
            CharSequence id,
            Executor loop,
            Consumer<FileAnswer> then) {
        disk.execute(() -> {
            FileAnswer answer = answer(request, file, id);
            loop.execute(() -> then.accept(answer));
        });
    }

    private FileAnswer answer(HttpRequest request, NamedFile file, CharSequence id) {
        try {
            if (find(file) instanceof Target.Regular(Path real)) {
                return NamedAnswer.of(request, file.head(), real, types);
            }
        } catch (IOException e) {
            // It was there a moment ago.
        } catch (RuntimeException e) {
            EventLog.failure("opening a file failed", e);
        }
        EventLog.line("request %s: %s".formatted(id, refusal(file.kind())));
        return file.kind() == Kind.OWN || knowsNone(file.kind())
                ? FileAnswer.plain(500, "the answer's file cannot be read")
                : FileAnswer.plain(404, "there is no such file");
    }

    /** In words without the name: it may be the client's. */
    private String refusal(Kind kind) {
        return switch (kind) {
            case OWN -> "the file that is its answer is gone, or the router may not read it";
            case ACCEL ->
                    maps.isEmpty()
                            ? "the application sent X-Accel-Redirect, and no folder is given for"
                                    + " it; add --accel-map /PREFIX=DIR"
                            : "X-Accel-Redirect names no file that may be sent";
            case SENDFILE ->
                    roots.isEmpty()
                            ? "the application sent X-Sendfile, and no folder is given for it; add"
                                    + " --sendfile-root DIR"
                            : "X-Sendfile names no file that may be sent";
        };
    }

    /** Asks the file system. */
    Target find(NamedFile file) {
        try {
            return switch (file.kind()) {
                case OWN -> own(Path.of(URLDecoder.decode(file.name(), UTF_8)));
                case ACCEL -> mapped(TargetPath.parse(HttpMethod.GET, file.name()));
                case SENDFILE ->
                        rooted(Path.of(new String(file.name().getBytes(ISO_8859_1), UTF_8)));
            };
        } catch (InvalidPathException e) {
            return new Target.Forbidden();
        }
    }

    private static Target own(Path path) {
        return path.isAbsolute() && Files.isRegularFile(path)
                ? new Target.Regular(path)
                : new Target.Absent();
    }

    private Target mapped(TargetPath path) {
        if (!path.fault().equals(Verdict.PASS)) {
            return new Target.Forbidden();
        }
        for (Mapping map : maps) {
            String rest = map.rest(path.path());
            if (rest != null && lookup.find(map.root(), rest) instanceof Target.Regular found) {
                return found;
            }
        }
        return new Target.Absent();
    }

    private Target rooted(Path path) {
        for (Path root : roots) {
            if (!path.startsWith(root) || path.getNameCount() == root.getNameCount()) {
                continue;
            }
            Path rest = path.subpath(root.getNameCount(), path.getNameCount());
            String name = new String(rest.toString().getBytes(UTF_8), ISO_8859_1);
            if (lookup.find(root, name) instanceof Target.Regular found) {
                return found;
            }
        }
        return new Target.Absent();
    }
}

package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.serval.control.config.RouterConfig;
import dev.serval.control.log.EventLog;
import dev.serval.http.TargetPath;
import dev.serval.router.files.Lookup.Target;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which requests are for files, and the answers to them. Any thread. */
public final class StaticFiles {

    private static final int THREADS = 4;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final List<Mapping> mappings;
    private final Lookup lookup;
    private final FileReader reader;
    private final ContentTypes types;
    private final HotFiles hot = new HotFiles();
    private final ExecutorService disk;
    private final NamedFiles named;
    private final List<String> skipped;
    private final boolean lists;

    private StaticFiles(RouterConfig.Files config, List<Mapping> mappings, List<Path> safe) {
        this.mappings = List.copyOf(mappings);
        this.lookup = new Lookup(safe, config.indexes());
        this.types = new ContentTypes(config.types());
        this.reader =
                new FileReader(
                        lookup, types, Expiry.parse(config.expires()), config.precompressed());
        this.disk =
                Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().daemon().name("files-", 1).factory());
        this.named = new NamedFiles(config, safe, disk);
        this.lists = config.listing();
        this.skipped = config.skipped().stream().map(end -> end.toLowerCase(Locale.ROOT)).toList();
    }

    /** As they were configured; threads are made only when a file is asked for. */
    public static StaticFiles of(RouterConfig.Files config) {
        List<Mapping> mappings = new ArrayList<>();
        config.check().forEach(folder -> mappings.add(Mapping.check(folder)));
        config.maps().forEach(text -> mappings.add(Mapping.parse(text, false)));
        config.keepMaps().forEach(text -> mappings.add(Mapping.parse(text, true)));
        List<Path> safe = config.safe().stream().map(FileReader::real).toList();
        return new StaticFiles(config, mappings, safe);
    }

    /** What a file is, by its name. */
    public String typeOf(String name) {
        return types.of(name);
    }

    /** Those that backends name. */
    public NamedFiles named() {
        return named;
    }

    /** Whether a request has to be looked up at all. Costs nothing where nothing is mapped. */
    public boolean concerns(HttpRequest request) {
        if (mappings.isEmpty()) {
            return false;
        }
        String path = TargetPath.parse(request.method(), request.uri()).path();
        if (isSkipped(path)) {
            return false;
        }
        boolean reads = reads(request);
        for (Mapping mapping : mappings) {
            if ((reads || mapping.exclusive()) && mapping.rest(path) != null) {
                return true;
            }
        }
        return false;
    }

    private boolean isSkipped(String path) {
        return !skipped.isEmpty()
                && skipped.stream().anyMatch(path.toLowerCase(Locale.ROOT)::endsWith);
    }

    /**
     * Looks a request up: on a thread of ours, since a file system may let us wait, but for a small
     * file that was asked for a moment ago.
     *
     * @param loop the caller's thread, where {@code then} runs
     * @param then takes the answer over; null if it is for somebody else to answer
     */
    public void find(HttpRequest request, Executor loop, Consumer<@Nullable FileAnswer> then) {
        FileAnswer known = known(request);
        if (known != null) {
            then.accept(known);
            return;
        }
        disk.execute(() -> {
            FileAnswer answer = answer(request);
            loop.execute(() -> then.accept(answer));
        });
    }

    private @Nullable FileAnswer known(HttpRequest request) {
        if (!reads(request) || request.headers().contains(HttpHeaderNames.RANGE)) {
            return null;
        }
        String path = TargetPath.parse(request.method(), request.uri()).path();
        HotFile file = hot.find(path);
        return file == null ? null : reader.answer(request, path, file);
    }

    private FileAnswer regular(HttpRequest request, String path, Mapping mapping, Path real) {
        if (!request.headers().contains(HttpHeaderNames.RANGE)) {
            HotFile file = reader.hot(mapping.asked(path, real), real);
            if (file != null) {
                hot.keep(path, file);
                return reader.answer(request, path, file);
            }
        }
        return reader.answer(request, path, mapping.root(), real);
    }

    private @Nullable FileAnswer answer(HttpRequest request) {
        try {
            return find(request);
        } catch (RuntimeException e) {
            EventLog.failure("looking for a file failed", e);
            return FileAnswer.plain(500, "the file cannot be read");
        }
    }

    /** Asks the file system, on the caller's thread. */
    @Nullable FileAnswer find(HttpRequest request) {
        TargetPath target = TargetPath.parse(request.method(), request.uri());
        boolean exclusive = false;
        for (Mapping mapping : mappings) {
            String rest = mapping.rest(target.path());
            if (rest == null || !(reads(request) || mapping.exclusive())) {
                continue;
            }
            exclusive |= mapping.exclusive();
            if (!reads(request)) {
                FileAnswer refused = FileAnswer.plain(405, "files are only read");
                refused.head().headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
                return refused;
            }
            switch (lookup.find(mapping.root(), rest)) {
                case Target.Absent _ -> {}
                case Target.Bare(Path home, Path real) -> {
                    if (lists && mapping.exclusive()) {
                        return new Listing(lookup).of(target.path(), home, real);
                    }
                }
                case Target.Forbidden _ -> {
                    return notFound();
                }
                case Target.Folder _ -> {
                    return redirect(target);
                }
                case Target.Regular(Path real) -> {
                    return regular(request, target.path(), mapping, real);
                }
            }
        }
        return exclusive ? notFound() : null;
    }

    private static boolean reads(HttpRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    private static FileAnswer notFound() {
        return FileAnswer.plain(404, "there is no such file");
    }

    /** To a path of this host: one slash in front, whatever the client wrote. */
    private static FileAnswer redirect(TargetPath target) {
        StringBuilder to = new StringBuilder("/");
        String path = target.path();
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        for (byte b : path.substring(start).getBytes(ISO_8859_1)) {
            escape(to, b);
        }
        to.append('/');
        if (!target.query().isEmpty()) {
            to.append('?').append(target.query());
        }
        FileAnswer answer = FileAnswer.plain(301, "this is a folder: its name ends with a slash");
        answer.head().headers().set(HttpHeaderNames.LOCATION, to.toString());
        return answer;
    }

    /** A byte of a path as a URI has it (RFC 3986 section 2). */
    static void escape(StringBuilder out, byte b) {
        char c = (char) (b & 0xff);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9') || "/-._~!$&'()*+,;=:@".indexOf(c) >= 0) {
            out.append(c);
        } else {
            out.append('%').append(HEX.toHexDigits(b));
        }
    }
}

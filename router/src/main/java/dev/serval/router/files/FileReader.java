package dev.serval.router.files;

import dev.serval.router.encoding.Coding;
import dev.serval.router.encoding.Codings;
import dev.serval.router.files.Ranges.Span;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a file that may be served, and answers a request with it. Asks the file system. */
final class FileReader {

    private static final int NOT_MODIFIED = 304;
    private static final int OK = 200;

    private final Lookup lookup;
    private final ContentTypes types;
    private final List<Expiry> expiries;
    private final boolean precompressed;

    /**
     * @param precompressed whether a file beside it with another ending may stand for it
     */
    FileReader(Lookup lookup, ContentTypes types, List<Expiry> expiries, boolean precompressed) {
        this.lookup = lookup;
        this.types = types;
        this.expiries = expiries;
        this.precompressed = precompressed;
    }

    /** Where a folder really is; as it was written if it is not there yet. */
    static Path real(String folder) {
        try {
            return Path.of(folder).toRealPath();
        } catch (IOException e) {
            return Path.of(folder).toAbsolutePath().normalize();
        }
    }

    /**
     * A small file in memory, which will do for requests that want all of it.
     *
     * @param asked its path, links and all
     * @return null if it is none, or has to be looked at anew each time
     */
    @Nullable HotFile hot(Path asked, Path real) {
        if (precompressed) {
            return null;
        }
        Path name = real.getFileName();
        try {
            return HotFile.read(asked, real, types.of(name == null ? "" : name.toString()));
        } catch (IOException e) {
            return null;
        }
    }

    /** For a request without a range. */
    FileAnswer answer(HttpRequest request, String path, HotFile file) {
        FileAnswer refused = refusal(request, file.facts());
        FileAnswer answer = refused == null ? FileAnswer.whole(file.body()) : refused;
        HttpHeaders head = answer.head().headers();
        describe(head, file.facts(), file.modified(), null);
        expire(head, path);
        if (refused == null) {
            head.set(HttpHeaderNames.CONTENT_TYPE, file.type());
        }
        return answer;
    }

    FileAnswer answer(HttpRequest request, String path, Path root, Path real) {
        Path plain = real.getFileName();
        String type = types.of(plain == null ? "" : plain.toString());
        try {
            Coding coding = coding(request, root, real);
            Path sent = coding == null ? real : beside(real, coding);
            FileFacts facts = FileFacts.of(sent);
            FileAnswer answer = answer(request, sent, facts, type);
            describe(answer.head().headers(), facts, Preconditions.date(facts.modified()), coding);
            expire(answer.head().headers(), path);
            int status = answer.head().status().code();
            if (status != NOT_MODIFIED && !answer.head().headers().contains("content-type")) {
                answer.head().headers().set(HttpHeaderNames.CONTENT_TYPE, type);
            }
            return answer;
        } catch (IOException e) {
            return FileAnswer.plain(404, "there is no such file");
        }
    }

    /** Follows no link: what is opened is what was looked at. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** What conditions and ranges leave of a file. */
    static FileAnswer answer(HttpRequest request, Path file, FileFacts facts, String type)
            throws IOException {
        FileAnswer refused = refusal(request, facts);
        if (refused != null) {
            return refused;
        }
        List<Span> spans = Preconditions.spans(request.headers(), facts);
        if (spans != null && spans.isEmpty()) {
            FileAnswer none = FileAnswer.plain(416, "the file has no such part");
            none.head().headers().set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + facts.size());
            return none;
        }
        FileChannel channel = open(file);
        return spans == null
                ? FileAnswer.whole(channel, facts.size())
                : FileAnswer.partial(channel, spans, facts.size(), type);
    }

    private static @Nullable FileAnswer refusal(HttpRequest request, FileFacts facts) {
        int status = Preconditions.status(request.headers(), facts);
        if (status == OK) {
            return null;
        }
        return status == NOT_MODIFIED
                ? FileAnswer.bare(status)
                : FileAnswer.plain(status, "the file has changed");
    }

    private void describe(
            HttpHeaders head, FileFacts facts, String modified, @Nullable Coding coding) {
        head.set(HttpHeaderNames.ETAG, facts.etag())
                .set(HttpHeaderNames.LAST_MODIFIED, modified)
                .set(HttpHeaderNames.ACCEPT_RANGES, "bytes")
                .set("x-content-type-options", "nosniff");
        if (precompressed) {
            head.set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        }
        if (coding != null) {
            head.set(HttpHeaderNames.CONTENT_ENCODING, coding.token());
        }
    }

    private void expire(HttpHeaders head, String path) {
        for (Expiry expiry : expiries) {
            if (expiry.paths().matcher(path).find()) {
                long then = System.currentTimeMillis() / 1000 + expiry.seconds();
                head.set(HttpHeaderNames.CACHE_CONTROL, "max-age=" + expiry.seconds())
                        .set(HttpHeaderNames.EXPIRES, Preconditions.date(then));
                return;
            }
        }
    }

    private @Nullable Coding coding(HttpRequest request, Path root, Path real) throws IOException {
        if (!precompressed) {
            return null;
        }
        String accept = String.join(",", request.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING));
        for (Coding coding : Codings.wanted(accept, Coding.ALL)) {
            Path file = beside(real, coding);
            if (Files.isRegularFile(file)
                    && lookup.contained(root.toRealPath(), file.toRealPath())) {
                return coding;
            }
        }
        return null;
    }

    private static Path beside(Path real, Coding coding) {
        return real.resolveSibling(real.getFileName() + coding.ending());
    }
}

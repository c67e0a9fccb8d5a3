package dev.serval.router.exchange;

import dev.serval.http.MediaRanges;
import dev.serval.router.files.FileAnswer;
import dev.serval.router.files.StaticFiles;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator would have said instead of the router's own sentences. Read once, at start. */
public final class ErrorPages {

    @SuppressWarnings("ArrayRecordComponent")
    private record Page(String type, byte[] body) {}

    private final Map<Integer, List<Page>> pages = new HashMap<>();

    private ErrorPages() {}

    /**
     * Reads them.
     *
     * @param texts {@code STATUS=FILE}
     * @param files knows their types
     * @throws IOException if one cannot be read
     */
    public static ErrorPages read(List<String> texts, StaticFiles files) throws IOException {
        ErrorPages all = new ErrorPages();
        for (String text : texts) {
            int equals = text.indexOf('=');
            Path file = Path.of(text.substring(equals + 1));
            all.pages
                    .computeIfAbsent(
                            Integer.valueOf(text.substring(0, equals)), _ -> new ArrayList<>())
                    .add(new Page(files.typeOf(file.toString()), Files.readAllBytes(file)));
        }
        return all;
    }

    /**
     * @param request what is refused; null if it was not understood
     * @return without its body, if the request is HEAD
     */
    FullHttpResponse dress(FullHttpResponse refusal, @Nullable HttpRequest request) {
        Page page = page(refusal.status().code(), request);
        FullHttpResponse dressed = refusal;
        if (page != null) {
            dressed = refusal.replace(Unpooled.wrappedBuffer(page.body));
            dressed.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, page.type)
                    .set(HttpHeaderNames.CONTENT_LENGTH, page.body.length);
        }
        boolean head = request != null && request.method().equals(HttpMethod.HEAD);
        return head ? dressed.replace(Unpooled.EMPTY_BUFFER) : dressed;
    }

    /** The same for what is answered in place of a file. */
    FileAnswer dress(FileAnswer answer, HttpRequest request) {
        Page page = answer.isRefusal() ? page(answer.head().status().code(), request) : null;
        return page == null ? answer : answer.saying(page.body, page.type);
    }

    private @Nullable Page page(int status, @Nullable HttpRequest request) {
        List<String> said =
                request == null ? List.of() : request.headers().getAll(HttpHeaderNames.ACCEPT);
        String accept = String.join(",", said);
        Page best = null;
        int most = -1;
        for (Page page : pages.getOrDefault(status, List.of())) {
            int quality = MediaRanges.quality(accept, page.type);
            if (quality > most) {
                most = quality;
                best = page;
            }
        }
        return best;
    }
}

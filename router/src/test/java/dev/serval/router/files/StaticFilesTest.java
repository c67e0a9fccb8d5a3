package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.config.RouterConfig;
import dev.serval.router.files.FileAnswer.Piece;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of uWSGI's behaviour with static files, and what is expected of us instead. */
class StaticFilesTest {

    private static final String MODIFIED = "Sun, 01 Nov 2026 12:00:00 GMT";
    private static final String LATER = "Sun, 01 Nov 2026 12:00:01 GMT";
    private static final String EARLIER = "Sun, 01 Nov 2026 11:59:59 GMT";

    @TempDir private Path folder;

    @BeforeEach
    void makeATree() throws IOException {
        write("st/f.txt", "0123456789\n");
        write("st/page.html", "<p>\n");
        write("st/page.html.gz", "gzip");
        write("st/page.html.br", "brotli");
        write("st/unknown.xyz", "?");
        write("st/.env", "hidden");
        write("st/.well-known/a.txt", "known");
        write("st/WEB-INF/web.xml", "hidden");
        write("st/sub/index.html", "index");
        write("st/bare/f.txt", "f");
        write("st/s/kept.txt", "kept");
        write("st-secret/x.txt", "secret");
        write("safe/x.txt", "safe");
        write("outside.txt", "outside");
        Files.createSymbolicLink(folder.resolve("st/out"), Path.of("../outside.txt"));
        Files.createSymbolicLink(folder.resolve("st/twin"), Path.of("../st-secret"));
        Files.createSymbolicLink(folder.resolve("st/in"), Path.of("f.txt"));
        Files.createSymbolicLink(folder.resolve("st/safe"), Path.of("../safe"));
        Files.createSymbolicLink(folder.resolve("st/loop"), Path.of("loop"));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-01T12:00:00Z")));
    }

    private StaticFiles files(String map, String keepMap, String check) {
        return StaticFiles.of(
                new RouterConfig.Files(
                        list(map),
                        list(keepMap),
                        list(check),
                        List.of("index.html"),
                        List.of("\\.txt$ 60"),
                        true,
                        List.of(folder.resolve("safe").toString()),
                        List.of(),
                        List.of(),
                        false,
                        List.of(),
                        List.of()));
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private String map(String method, String target, String... fields) throws IOException {
        return told(
                files("/s=" + folder.resolve("st"), "", "").find(request(method, target, fields)));
    }

    private static HttpRequest request(String method, String target, String... fields) {
        HttpRequest request =
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), target);
        for (int i = 0; i < fields.length; i += 2) {
            request.headers().add(fields[i], fields[i + 1]);
        }
        return request;
    }

    private static FileAnswer served(StaticFiles files, HttpRequest request) {
        return Objects.requireNonNull(files.find(request));
    }

    /** Status, and the body of a file's answer; {@code app} where there is none. */
    private static String told(@Nullable FileAnswer answer) throws IOException {
        if (answer == null) {
            return "app";
        }
        try (answer) {
            int status = answer.head().status().code();
            boolean ours = status != 200 && status != 206;
            return ours ? Integer.toString(status) : status + " " + body(answer);
        }
    }

    private static String body(FileAnswer answer) throws IOException {
        StringBuilder body = new StringBuilder();
        for (Piece piece : answer.pieces()) {
            switch (piece) {
                case Piece.Text(byte[] bytes) -> body.append(new String(bytes, ISO_8859_1));
                case Piece.Slice(long from, long length) ->
                        body.append(
                                read(Objects.requireNonNull(answer.file()), from, (int) length));
            }
        }
        return body.toString().strip();
    }

    private static String read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        assertThat(file.read(bytes, from)).isEqualTo(length);
        return new String(bytes.array(), ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "/s/f.txt, 200 0123456789",
        "/s//f.txt, 200 0123456789",
        "/s/%66.txt, 200 0123456789",
        "/s/../x, app",
        "/s/%2e%2e/outside.txt, app",
        "/s/..%2foutside.txt, app",
        "/s/%2e%2e/st-secret/x.txt, app",
        "/sf.txt, app",
        "/s-secret/x.txt, app",
        "/s/out, 404",
        "/s/twin/x.txt, 404",
        "/s/safe/x.txt, 200 safe",
        "/s/in, 200 0123456789",
        "/s/loop, 404",
        "/s/.env, 404",
        "/s/.well-known/a.txt, 200 known",
        "/s/WEB-INF/web.xml, 404",
        "/s/web-inf/web.xml, 404",
        "/s/missing, 404",
        "/s/f.txt/, 404",
        "/s/f.txt/x, 404",
        "/s/sub/, 200 index",
        "/s/sub, 301",
        "/s/bare/, 404",
        "/s, 404",
        "/s/%c3%28, 404",
        "/other, app",
    })
    void aPathLeadsToItsFileOrNowhere(String target, String told) throws IOException {
        assertThat(map("GET", target)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, /s/f.txt, 200 0123456789",
        "POST, /s/f.txt, 405",
        "PUT, /s/new.txt, 405",
        "DELETE, /s/f.txt, 405",
        "POST, /other, app",
    })
    void filesAreOnlyRead(String method, String target, String told) throws IOException {
        assertThat(map(method, target)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /f.txt, 200 0123456789",
        "GET, /missing, app",
        "GET, /bare/, app",
        "GET, /out, 404",
        "POST, /f.txt, app",
    })
    void whereFilesAreOnlyCheckedForTheApplicationAnswersTheRest(
            String method, String target, String told) throws IOException {
        StaticFiles files = files("", "", folder.resolve("st").toString());

        assertThat(told(files.find(request(method, target)))).isEqualTo(told);
    }

    @Test
    void aMapOfAllPathsLeavesTheRestToTheApplication() throws IOException {
        StaticFiles files = files("/=" + folder.resolve("st"), "", "");

        assertThat(told(files.find(request("GET", "/missing")))).isEqualTo("app");
    }

    @Test
    void thePrefixMayBePartOfTheName() throws IOException {
        StaticFiles files = files("", "/s=" + folder.resolve("st"), "");

        assertThat(told(files.find(request("GET", "/s/kept.txt")))).isEqualTo("200 kept");
        assertThat(told(files.find(request("GET", "/s/f.txt")))).isEqualTo("404");
    }

    @Test
    void aMapMayBeOneFile() throws IOException {
        StaticFiles files = files("/robots.txt=" + folder.resolve("st/f.txt"), "", "");

        assertThat(told(files.find(request("GET", "/robots.txt")))).isEqualTo("200 0123456789");
        assertThat(told(files.find(request("GET", "/robots.txt/x")))).isEqualTo("404");
    }

    @Test
    void aFolderMadeLaterIsSeen() throws IOException {
        StaticFiles files = files("/new=" + folder.resolve("new"), "", "");
        assertThat(told(files.find(request("GET", "/new/a.txt")))).isEqualTo("404");
        write("new/a.txt", "now");

        assertThat(told(files.find(request("GET", "/new/a.txt")))).isEqualTo("200 now");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=2-4 | 206 234",
                "bytes=-3 | 206 89",
                "bytes=9- | 206 9",
                "bytes=0-99999999999999999999 | 206 0123456789",
                "bytes=20-30 | 416",
                "bytes=-0 | 416",
                "bytes=5-2 | 200 0123456789",
                "bytes=--1 | 200 0123456789",
                "bytes= | 200 0123456789",
                "lines=1-2 | 200 0123456789",
                "bytes=0-,0- | 200 0123456789",
            })
    void aRangeIsThatPart(String range, String told) throws IOException {
        assertThat(map("GET", "/s/f.txt", "Range", range)).isEqualTo(told);
    }

    @Test
    void severalRangesAreParts() throws IOException {
        assertThat(map("GET", "/s/f.txt", "Range", "bytes=0-1, 3-4, 50-60"))
                .contains("Content-Range: bytes 0-1/11\r\n\r\n01\r\n--")
                .contains("Content-Range: bytes 3-4/11\r\n\r\n34\r\n--");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-Modified-Since | " + MODIFIED + " | 304",
                "If-Modified-Since | " + LATER + " | 304",
                "If-Modified-Since | " + EARLIER + " | 200 0123456789",
                "If-Modified-Since | garbage | 200 0123456789",
                "If-None-Match | * | 304",
                "If-None-Match | \"other\" | 200 0123456789",
                "If-Match | \"other\" | 412",
                "If-Match | * | 200 0123456789",
                "If-Unmodified-Since | " + EARLIER + " | 412",
                "If-Unmodified-Since | " + MODIFIED + " | 200 0123456789",
            })
    void whatAClientHasIsNotSentAgain(String field, String value, String told) throws IOException {
        assertThat(map("GET", "/s/f.txt", field, value)).isEqualTo(told);
    }

    @Test
    void anEntityTagIsThatFilesAlone() throws IOException {
        StaticFiles files = files("/s=" + folder.resolve("st"), "", "");
        String tag;
        try (FileAnswer answer = served(files, request("GET", "/s/f.txt"))) {
            tag = answer.head().headers().get("etag");
        }

        assertThat(map("GET", "/s/f.txt", "If-None-Match", "\"x\", W/" + tag)).isEqualTo("304");
        assertThat(map("GET", "/s/f.txt", "Range", "bytes=0-1", "If-Range", tag))
                .isEqualTo("206 01");
        assertThat(map("GET", "/s/f.txt", "Range", "bytes=0-1", "If-Range", "\"x\""))
                .isEqualTo("200 0123456789");
        write("st/f.txt", "9876543210\n\n");
        assertThat(map("GET", "/s/f.txt", "If-None-Match", tag)).isEqualTo("200 9876543210");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Range | bytes=0-1 | If-Range | " + MODIFIED + " | 206 01",
                "Range | bytes=0-1 | If-Range | " + EARLIER + " | 200 0123456789",
                "Range | bytes=0-1 | If-Range | " + LATER + " | 200 0123456789",
            })
    void aRangeOfAnotherVersionIsTheWholeFile(
            String range, String bytes, String condition, String date, String told)
            throws IOException {
        assertThat(map("GET", "/s/f.txt", range, bytes, condition, date)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | 200 gzip",
                "gzip, br | 200 brotli",
                "br;q=0, gzip;q=0.5 | 200 gzip",
                "br;q=0.1, gzip;q=0.5 | 200 gzip",
                "br;q=0 | 200 <p>",
                "* | 200 brotli",
                "*;q=0, gzip | 200 gzip",
                "identity, gzip;q=0.5 | 200 <p>",
                "zstd | 200 <p>",
                "brown | 200 <p>",
                "gzip;q=x | 200 <p>",
            })
    void theBestFileThatTheClientTakesIsSent(String accept, String told) throws IOException {
        assertThat(map("GET", "/s/page.html", "Accept-Encoding", accept)).isEqualTo(told);
    }

    @Test
    void theHeadTellsWhatTheFileIs() throws IOException {
        StaticFiles files = files("/s=" + folder.resolve("st"), "", "");
        HttpRequest request = request("GET", "/s/page.html", "Accept-Encoding", "gzip");
        try (FileAnswer answer = served(files, request)) {
            assertThat(answer.head().headers().get("content-type"))
                    .isEqualTo("text/html; charset=utf-8");
            assertThat(answer.head().headers().get("content-encoding")).isEqualTo("gzip");
            assertThat(answer.head().headers().get("vary"))
                    .isEqualToIgnoringCase("accept-encoding");
            assertThat(answer.head().headers().get("content-length")).isEqualTo("4");
            assertThat(answer.head().headers().get("last-modified")).isEqualTo(MODIFIED);
            assertThat(answer.head().headers().get("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.head().headers().contains("cache-control")).isFalse();
        }
        try (FileAnswer answer = served(files, request("GET", "/s/f.txt"))) {
            assertThat(answer.head().headers().get("cache-control")).isEqualTo("max-age=60");
        }
        try (FileAnswer answer = served(files, request("GET", "/s/unknown.xyz"))) {
            assertThat(answer.head().headers().get("content-type"))
                    .isEqualTo("application/octet-stream");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/s/sub?a=b, /s/sub/?a=b",
        "//s/sub, app",
        "/s/%73ub, /s/sub/",
    })
    void aFoldersNameEndsWithASlash(String target, String location) throws IOException {
        FileAnswer answer =
                files("/s=" + folder.resolve("st"), "", "").find(request("GET", target));

        assertThat(answer == null ? "app" : answer.head().headers().get("location"))
                .isEqualTo(location);
    }

    @Test
    void aRedirectNeverLeavesTheHost() throws IOException {
        StaticFiles files = files("", "", folder.resolve("st").toString());
        FileAnswer answer = served(files, request("GET", "//sub"));

        assertThat(answer.head().headers().get("location")).isEqualTo("/sub/");
    }
}

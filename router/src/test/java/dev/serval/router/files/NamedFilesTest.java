package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.config.RouterConfig;
import dev.serval.router.files.Lookup.Target;
import dev.serval.router.files.NamedFile.Kind;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedFilesTest {

    @TempDir private Path folder;

    private NamedFiles files = none();

    private static NamedFiles none() {
        return new NamedFiles(RouterConfig.Files.none(), List.of(), Runnable::run);
    }

    @BeforeEach
    void makeATree() throws IOException {
        for (String name : List.of("root/ä b.txt", "root/.env", "twin/x.txt", "rootx/x.txt")) {
            Files.createDirectories(folder.resolve(name).resolve("..").normalize());
            Files.writeString(folder.resolve(name), "0123456789");
        }
        Files.createSymbolicLink(folder.resolve("root/in"), Path.of("ä b.txt"));
        Files.createSymbolicLink(folder.resolve("root/out"), Path.of("../twin/x.txt"));
        String root = folder.resolve("root").toString();
        files =
                new NamedFiles(
                        RouterConfig.Files.naming(List.of(root), List.of("/internal=" + root)),
                        List.of(),
                        Runnable::run);
    }

    private boolean opens(Kind kind, String name) {
        String wire = new String(name.getBytes(UTF_8), ISO_8859_1);
        return files.find(new NamedFile(kind, wire, head(200))) instanceof Target.Regular;
    }

    private static HttpResponse head(int status, String... fields) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        for (int i = 0; i < fields.length; i += 2) {
            head.headers().add(fields[i], fields[i + 1]);
        }
        return head;
    }

    @ParameterizedTest
    @CsvSource({
        "/root/ä b.txt, true",
        "/root/in, true",
        "/root/out, false",
        "/root/.env, false",
        "/root/../twin/x.txt, false",
        "/root/../root/ä b.txt, false",
        "/rootx/x.txt, false",
        "/root, false",
        "/root/none, false",
    })
    void aPathHasToBeBelowARoot(String name, boolean opened) {
        assertThat(opens(Kind.SENDFILE, folder + name)).isEqualTo(opened);
    }

    @Test
    void aPathHasToBeAbsolute() {
        assertThat(opens(Kind.SENDFILE, "in")).isFalse();
        assertThat(opens(Kind.SENDFILE, "")).isFalse();
        assertThat(opens(Kind.SENDFILE, folder + "/root/in\0")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/internal/%C3%A4%20b.txt, true",
        "/internal/in?query, true",
        "/internal/out, false",
        "/internal/.env, false",
        "/internal/../in, false",
        "/internal/%2e%2e/twin/x.txt, false",
        "/internal/..%2ftwin/x.txt, false",
        "/internalx/in, false",
        "/other/in, false",
        "in, false",
    })
    void anInnerPathIsDecodedAndHasToBeMapped(String name, boolean opened) {
        assertThat(opens(Kind.ACCEL, name)).isEqualTo(opened);
    }

    @Test
    void onlyAWorkerOfOursMayNameAnyFile() {
        NamedFile ours =
                Objects.requireNonNull(
                        NamedFile.taken(head(200, "Serval-File", "/x"), true, _ -> false));
        HttpResponse foreign = head(200, "Serval-File", "/x");

        assertThat(ours.kind()).isEqualTo(Kind.OWN);
        assertThat(ours.head().headers().isEmpty()).isTrue();
        assertThat(NamedFile.taken(foreign, false, _ -> false)).isNull();
        assertThat(foreign.headers().isEmpty()).isTrue();
    }

    @Test
    void aNameThatIsThereTwiceIsNone() {
        HttpResponse twice = head(200, "X-Sendfile", "/x", "x-sendfile", "/y");

        assertThat(Objects.requireNonNull(NamedFile.taken(twice, true, _ -> false)).name())
                .isEmpty();
        assertThat(twice.headers().isEmpty()).isTrue();
    }

    @Test
    void whatIsForAProxyInFrontStays() {
        HttpResponse head = head(200, "X-Sendfile", "/x");

        assertThat(NamedFile.taken(head, true, Kind.SENDFILE::equals)).isNull();
        assertThat(head.headers().get("X-Sendfile")).isEqualTo("/x");
    }

    private FileAnswer answer(HttpResponse head, String... fields) throws IOException {
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        for (int i = 0; i < fields.length; i += 2) {
            request.headers().add(fields[i], fields[i + 1]);
        }
        FileAnswer answer =
                NamedAnswer.of(
                        request,
                        head,
                        folder.resolve("root/in").toRealPath(),
                        new ContentTypes(List.of()));
        answer.close();
        return answer;
    }

    @Test
    void whatTheApplicationSaysOfTheFileCounts() throws IOException {
        HttpResponse head =
                answer(
                                head(
                                        200,
                                        "Content-Type",
                                        "a/b",
                                        "ETag",
                                        "\"v\"",
                                        "Content-Length",
                                        "0",
                                        "Set-Cookie",
                                        "a=b"),
                                "Range",
                                "bytes=0-1")
                        .head();

        assertThat(head.status().code()).isEqualTo(206);
        assertThat(head.headers().get("content-type")).isEqualTo("a/b");
        assertThat(head.headers().getAll("etag")).containsExactly("\"v\"");
        assertThat(head.headers().getAll("content-length")).containsExactly("2");
        assertThat(head.headers().get("set-cookie")).isEqualTo("a=b");
    }

    @Test
    void whatItDoesNotSayIsTheFiles() throws IOException {
        HttpResponse head = answer(head(200)).head();

        assertThat(head.headers().get("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(head.headers().get("etag")).startsWith("\"");
        assertThat(head.headers().get("accept-ranges")).isEqualTo("bytes");
        assertThat(head.headers().contains("last-modified")).isFalse();
    }

    @Test
    void anAnswerThatIsNoSuccessHasNoParts() throws IOException {
        assertThat(answer(head(404), "Range", "bytes=0-1").head().status().code()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "W/\"v\", If-None-Match, W/\"v\", 304",
        "W/\"v\", If-None-Match, \"v\", 304",
        "W/\"v\", If-Match, W/\"v\", 412",
        "\"v\", If-Match, \"v\", 200",
        "\"v\", If-Match, W/\"v\", 412",
    })
    void aWeakTagCountsWhereThatIsEnough(String tag, String field, String value, int status)
            throws IOException {
        assertThat(answer(head(200, "ETag", tag), field, value).head().status().code())
                .isEqualTo(status);
    }

    @Test
    void aPartOfAWeaklyTaggedFileIsNotTrusted() throws IOException {
        FileAnswer answer =
                answer(head(200, "ETag", "W/\"v\""), "If-Range", "W/\"v\"", "Range", "bytes=0-1");

        assertThat(answer.head().status().code()).isEqualTo(200);
    }
}

package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.config.RouterConfig;
import dev.serval.router.files.FileAnswer.Piece;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {

    @TempDir private Path folder;

    @BeforeEach
    void makeATree() throws IOException {
        for (String name :
                List.of(
                        "st/b.txt",
                        "st/a&b.php",
                        "st/<script>alert(1)<",
                        "st/javascript:x",
                        "st/\"quoted\".foo",
                        "st/ü.txt",
                        "st/.hidden",
                        "st/WEB-INF/web.xml",
                        "st/sub/x.txt",
                        "st/with/index.html",
                        "secret.txt")) {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "x");
        }
        Files.createSymbolicLink(folder.resolve("st/out"), Path.of("../secret.txt"));
        Files.createSymbolicLink(folder.resolve("st/nowhere"), Path.of("none"));
        Files.createSymbolicLink(folder.resolve("st/in"), Path.of("b.txt"));
    }

    private StaticFiles files(boolean listing, String map, String check) {
        return StaticFiles.of(
                new RouterConfig.Files(
                        map.isEmpty() ? List.of() : List.of(map + folder.resolve("st")),
                        List.of(),
                        check.isEmpty() ? List.of() : List.of(folder.resolve(check).toString()),
                        List.of("index.html"),
                        List.of(),
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        listing,
                        List.of(".PHP"),
                        List.of("foo application/x-foo", "txt text/x-odd")));
    }

    private static HttpRequest get(String target) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    }

    private static FileAnswer answer(StaticFiles files, String target) {
        FileAnswer answer = Objects.requireNonNull(files.find(get(target)));
        answer.close();
        return answer;
    }

    private static String body(FileAnswer answer) {
        return answer.pieces().getFirst() instanceof Piece.Text(byte[] bytes)
                ? new String(bytes, UTF_8)
                : "";
    }

    @Test
    void aFolderIsListedInOrderWithWhatWouldBeServed() {
        FileAnswer answer = answer(files(true, "/s=", ""), "/s/");

        assertThat(answer.head().headers().get("content-type"))
                .isEqualTo("text/html; charset=utf-8");
        assertThat(answer.head().headers().get("content-security-policy"))
                .isEqualTo("default-src 'none'");
        assertThat(body(answer))
                .isEqualTo(
                        """
                        <!DOCTYPE html>
                        <html lang="en">
                        <meta charset="utf-8">
                        <title>/s/</title>
                        <h1>/s/</h1>
                        <ul>
                        <li><a href="./%22quoted%22.foo">&quot;quoted&quot;.foo</a>
                        <li><a href="./%3Cscript%3Ealert(1)%3C">&lt;script&gt;alert(1)&lt;</a>
                        <li><a href="./a&amp;b.php">a&amp;b.php</a>
                        <li><a href="./b.txt">b.txt</a>
                        <li><a href="./in">in</a>
                        <li><a href="./javascript:x">javascript:x</a>
                        <li><a href="./sub/">sub/</a>
                        <li><a href="./with/">with/</a>
                        <li><a href="./%C3%BC.txt">ü.txt</a>
                        </ul>
                        </html>
                        """);
    }

    @Test
    void theNameOfTheFolderIsEscapedToo() throws IOException {
        Files.createDirectory(folder.resolve("st/<i>"));

        assertThat(body(answer(files(true, "/s=", ""), "/s/%3Ci%3E/")))
                .contains("<h1>/s/&lt;i&gt;/</h1>")
                .contains("<a href=\"../\">../</a>");
    }

    @Test
    void anIndexStandsForItsFolder() {
        assertThat(body(answer(files(true, "/s=", ""), "/s/with/"))).isEqualTo("x");
    }

    @Test
    void nothingIsListedUnlessAskedFor() {
        assertThat(answer(files(false, "/s=", ""), "/s/").head().status().code()).isEqualTo(404);
    }

    @Test
    void whatTheApplicationMayAnswerIsNotListed() {
        assertThat(files(true, "/=", "").find(get("/sub/"))).isNull();
        assertThat(files(true, "", "st").find(get("/sub/"))).isNull();
    }

    @Test
    void someEndingsAreTheApplications() {
        StaticFiles files = files(true, "/s=", "");

        assertThat(files.concerns(get("/s/a&b.php"))).isFalse();
        assertThat(files.concerns(get("/s/a&b.ph%70"))).isFalse();
        assertThat(files.concerns(get("/s/b.txt"))).isTrue();
    }

    @Test
    void theOperatorsTypesGoBeforeOurs() {
        StaticFiles files = files(true, "/s=", "");

        assertThat(answer(files, "/s/b.txt").head().headers().get("content-type"))
                .isEqualTo("text/x-odd");
        assertThat(answer(files, "/s/%22quoted%22.foo").head().headers().get("content-type"))
                .isEqualTo("application/x-foo");
    }
}

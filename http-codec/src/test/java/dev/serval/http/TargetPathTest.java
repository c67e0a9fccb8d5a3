package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.http.Verdict.Refuse;
import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPathTest {

    private static TargetPath get(String target) {
        return TargetPath.parse(HttpMethod.GET, target);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, ''",
        "/a%20b/c?x=1&y=%2F, /a b/c, x=1&y=%2F",
        "/a?, /a, ''",
        "/a?b?c, /a, b?c",
        "/a%3Fb, /a?b, ''",
        "/%41%7a%C3%a9, /Az\u00c3\u00a9, ''",
        "/a+b, /a+b, ''",
        "/%2B%25, /+%, ''",
        "/\u00c3\u00a9, /\u00c3\u00a9, ''",
        "/a//b, /a//b, ''",
        "/a%5Cb, /a\\b, ''",
        "//h/a, //h/a, ''",
    })
    void aTargetIsADecodedPathAndARawQuery(String target, String path, String query) {
        assertThat(get(target)).isEqualTo(new TargetPath(path, query, Verdict.PASS));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/../b/./c//d, /b/c//d",
        "/a/%2e%2e/b, /b",
        "/a/.%2E/b, /b",
        "/a%2f..%2fb, /b",
        "/a/%2e/b, /a/b",
        "/a/., /a/",
        "/a/.., /",
        "/a/b/.., /a/",
        "/., /",
        "/./, /",
        "/.../a, /.../a",
        "/..a/.b, /..a/.b",
        "/a/..b, /a/..b",
        "/a.., /a..",
        "/a/..?/../.., /",
        "//.., /",
    })
    void dotSegmentsAreGoneAndNoEncodingOfThemIsLeft(String target, String path) {
        assertThat(get(target).path()).isEqualTo(path);
        assertThat(get(target).fault()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../etc",
                "/%2e%2e/etc",
                "/a/../../etc",
                "/./../a",
                "/%2E%2e%2fa",
                "http://h/../a"
            })
    void aPathThatLeavesTheRootIsRefused(String target) {
        assertThat(get(target).fault()).isEqualTo(new Refuse(400, "the path leaves the root"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%", "/%4", "/a%2", "/%%41", "/%-1", "/%\u0661\u0661"})
    void anEscapeThatIsNoneIsRefused(String target) {
        assertThat(get(target).fault())
                .isEqualTo(new Refuse(400, "the path has a malformed escape"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%00", "/a%0d%0aX", "/%1f", "/%7F", "/%09"})
    void anEncodedControlCharacterIsRefused(String target) {
        assertThat(get(target).fault())
                .isEqualTo(new Refuse(400, "the path has an encoded control character"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a#b", "/a?b#c", "/\0", "/a\tb", "/?\u007f", "http://h/#"})
    void aCharacterThatMustBeEncodedIsRefused(String target) {
        assertThat(get(target).fault())
                .isEqualTo(new Refuse(400, "the target has a character that must be encoded"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "?x",
                "ftp://h/",
                "http:///a",
                "http://",
                "http://u@h/a",
                "http://h:x/",
                "http:/a",
                "h:80"
            })
    void aTargetThatIsNeitherAPathNorOfHttpIsRefused(String target) {
        assertThat(get(target).fault())
                .isEqualTo(new Refuse(400, "the target does not start with a slash"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, h, /, ''",
        "http://h/, h, /, ''",
        "HTTPS://h:8443/a%20b?x, h:8443, /a b, x",
        "http://h?x=/y, h, /, x=/y",
        "http://[::1]:80/a/../b, [::1]:80, /b, ''",
    })
    void aTargetInAbsoluteFormIsAnAuthorityAndAPath(
            String target, String authority, String path, String query) {
        assertThat(get(target)).isEqualTo(new TargetPath(path, query, Verdict.PASS));
        assertThat(TargetPath.authority(target)).isEqualTo(authority);
    }

    @Test
    void theAsteriskIsForOptionsOnly() {
        assertThat(TargetPath.parse(HttpMethod.OPTIONS, "*"))
                .isEqualTo(new TargetPath("*", "", Verdict.PASS));
        assertThat(get("*").fault()).isEqualTo(new Refuse(400, "the target * is for OPTIONS only"));
    }
}

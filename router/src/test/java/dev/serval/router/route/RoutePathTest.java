package dev.serval.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePathTest {

    @ParameterizedTest
    @CsvSource({"/a/b,/a/b", "//a///b//,/a/b/", "//,/", "*,*"})
    void emptySegmentsDoNotCount(String decoded, String path) {
        assertThat(RoutePath.of(decoded)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x/..;/admin", "/.;a=b/admin", "/x\\..\\admin"})
    void whatServersReadInTwoWaysIsSeen(String path) {
        assertThat(RoutePath.isAmbiguous(path)).isTrue();
    }

    @Test
    void aLineEndIsEscaped() {
        assertThat(Templates.fill("/n/{rest}", "/x", "\r\nset-cookie:a"))
                .isEqualTo("/n/%0D%0Aset-cookie:a");
    }

    @ParameterizedTest
    @CsvSource({
        "/new/{rest},/old/x y,x y,/new/x%20y",
        "/{rest},/old//evil.example,/evil.example,/evil.example",
        "{path},/a?b,'',/a%3Fb",
        "https://example.org/{rest},/old/a,//a,https://example.org/a",
        "https://example.org{path},/@evil.example,'',https://example.org/@evil.example",
        "/n/{rest},/old/x,\u00e9:%,/n/%E9:%25"
    })
    void whatTheClientWroteIsEscapedAndNamesNoServer(
            String template, String path, String rest, String filled) {
        assertThat(Templates.fill(template, path, rest)).isEqualTo(filled);
    }
}

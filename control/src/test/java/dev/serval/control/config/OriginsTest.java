package dev.serval.control.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    private static final Origins OWN = new Origins(List.of());

    @ParameterizedTest
    @CsvSource({
        "'',                      example.org,      true",
        "http://example.org,      example.org,      true",
        "https://EXAMPLE.org,     example.ORG,      true",
        "https://example.org,     example.org:443,  true",
        "http://example.org:80,   example.org,      true",
        "http://example.org:8000, example.org:8000, true",
        "http://[::1]:8000,       [::1]:8000,       true",
        "http://example.org:8000, example.org,      false",
        "https://example.org:80,  example.org,      false",
        "http://evil.org,         example.org,      false",
        "http://example.org.evil, example.org,      false",
        "null,                    example.org,      false",
        "null,                    null,             false",
        "file://,                 example.org,      false",
    })
    void pagesOfTheHostThatIsAskedMayAndOthersMayNot(String origin, String host, boolean may) {
        assertThat(OWN.allows(origin, host)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "*,                     https://any.where,       true",
        "*,                     null,                    true",
        "friend.org,            https://friend.org,      true",
        "friend.org,            http://friend.org:8000,  false",
        "friend.org:8000,       http://friend.org:8000,  true",
        "https://friend.org,    https://friend.org,      true",
        "https://friend.org,    http://friend.org,       false",
        "https://*.friend.org,  https://a.friend.org,    true",
        "https://*.friend.org,  https://a.b.friend.org,  true",
        "https://*.friend.org,  https://friend.org,      false",
        "https://*.friend.org,  https://unfriend.org,    false",
        "https://*.friend.org,  http://a.friend.org,     false",
    })
    void whoIsNamedMayToo(String pattern, String origin, boolean may) {
        assertThat(new Origins(List.of(pattern)).allows(origin, "example.org")).isEqualTo(may);
    }

    @Test
    void aPatternIsAHostAndNoMore() {
        assertThat(List.of("*", "a.org", "*.a.org", "https://a.org:8443", "http://[::1]:80"))
                .allMatch(Origins::isPattern);
        assertThat(List.of("", "a.org/", "https://", "a.*.org", "a org", "**.a.org"))
                .noneMatch(Origins::isPattern);
    }
}

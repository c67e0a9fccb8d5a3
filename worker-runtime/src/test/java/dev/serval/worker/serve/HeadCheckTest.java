package dev.serval.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.uwsgi.Vars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadCheckTest {

    @Test
    void whatAGatewaySendsPasses() {
        assertThat(
                        HeadCheck.fault(
                                Vars.of(
                                        "REQUEST_METHOD",
                                        "GET",
                                        "PATH_INFO",
                                        "/",
                                        "HTTP_X_DUP",
                                        "1",
                                        "HTTP_X_DUP",
                                        "2")))
                .isEmpty();
    }

    @Test
    void anAsteriskIsForOptionsOnly() {
        assertThat(HeadCheck.fault(Vars.of("REQUEST_METHOD", "OPTIONS", "PATH_INFO", "*")))
                .isEmpty();
        assertThat(HeadCheck.fault(Vars.of("REQUEST_METHOD", "GET", "PATH_INFO", "*"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'',/,REQUEST_METHOD is missing or not a token",
        "G T,/,REQUEST_METHOD is missing or not a token",
        "GET,,PATH_INFO is missing or does not start with a slash",
        "GET,x,PATH_INFO is missing or does not start with a slash"
    })
    void whatNoGatewaySendsIsRefused(String method, String path, String fault) {
        assertThat(
                        HeadCheck.fault(
                                Vars.of(
                                        "REQUEST_METHOD",
                                        method,
                                        "PATH_INFO",
                                        path == null ? "" : path)))
                .contains(fault);
    }

    @Test
    void whatTwoReadersCouldUnderstandDifferentlyIsRefused() {
        assertThat(
                        HeadCheck.fault(
                                Vars.of(
                                        "REQUEST_METHOD",
                                        "POST",
                                        "PATH_INFO",
                                        "/",
                                        "CONTENT_LENGTH",
                                        "1",
                                        "CONTENT_LENGTH",
                                        "2")))
                .contains("there are several CONTENT_LENGTH");
        assertThat(
                        HeadCheck.fault(
                                Vars.of(
                                        "REQUEST_METHOD",
                                        "GET",
                                        "PATH_INFO",
                                        "/",
                                        "HTTP_X",
                                        "a\r\nSet-Cookie: b")))
                .contains("a variable has a NUL or a line break in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REQUEST_METHOD",
                "REQUEST_URI",
                "PATH_INFO",
                "QUERY_STRING",
                "CONTENT_LENGTH",
                "SERVER_PROTOCOL",
                "SERVAL_KEEP",
                "SERVAL_BODY"
            })
    void whatIsSaidOnceMayNotBeSaidTwice(String name) {
        String last = name.equals("REQUEST_METHOD") ? "GET" : "/";
        assertThat(HeadCheck.fault(head("HTTP_X", "1", "HTTP_X", "2"))).isEmpty();
        assertThat(HeadCheck.fault(head(name, last, name, last)))
                .hasValueSatisfying(why -> assertThat(why).contains("several " + name));
    }

    private static Vars head(String... more) {
        return Vars.written(out -> {
            out.put("REQUEST_METHOD", "GET").put("PATH_INFO", "/");
            for (int i = 0; i < more.length; i += 2) {
                out.put(more[i], more[i + 1]);
            }
        });
    }
}

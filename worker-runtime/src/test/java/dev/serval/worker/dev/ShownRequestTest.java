package dev.serval.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.uwsgi.Vars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Proxy-Authorization",
                "Cookie",
                "Set-Cookie",
                "X-Csrf-Token",
                "X-Client-Secret",
                "X-Password",
                "X-API-KEY",
                "apikey",
                "SessionId",
            })
    void whatSoundsLikeASecretIsHidden(String name) {
        assertThat(ShownRequest.shown(name, "swordfish")).isEqualTo("(hidden)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Accept", "User-Agent", "X-Request-Id", "Content-Type"})
    void anythingElseIsShown(String name) {
        assertThat(ShownRequest.shown(name, "cat")).isEqualTo("cat");
    }

    @Test
    void parametersAreFieldsToo() {
        assertThat(ShownRequest.target("/a?name=$1&token=x&b&password=y%20z&c=d=e"))
                .isEqualTo("/a?name=$1&token=(hidden)&b&password=(hidden)&c=d=e");
    }

    @Test
    void theRequestIsShownAsItCame() {
        Vars vars =
                Vars.of(
                        "REQUEST_METHOD", "POST",
                        "REQUEST_URI", "/a?token=x",
                        "HTTP_HOST", "localhost",
                        "HTTP_X_API_KEY", "x",
                        "CONTENT_TYPE", "text/plain",
                        "SERVER_NAME", "nobody's business");

        assertThat(ShownRequest.of(vars))
                .isEqualTo(
                        """
                        POST /a?token=(hidden)
                        Host: localhost
                        X-Api-Key: (hidden)
                        Content-Type: text/plain
                        """);
    }
}

package dev.serval.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 199, 600, 1000})
    void aStatusThatIsNoAnswerIsRefused(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.status(status))
                .withMessage("status is %d; it must be 200 to 599".formatted(status));
    }

    @Test
    void aRedirectIsAStatusAndALocation() {
        assertThat(Response.redirect("/there"))
                .isEqualTo(new Response(302, Headers.of("Location", "/there"), new Body.None()));
    }

    @Test
    void anAnswerCanBeGivenAnotherStatus() {
        assertThat(Response.text("gone").withStatus(410).status()).isEqualTo(410);
    }
}

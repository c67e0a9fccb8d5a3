package dev.serval.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void eachLineOfTheDataIsAFieldOfItsOwn() {
        assertThat(Event.of("a\nb\r\nc\rd\n").text())
                .isEqualTo("data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
    }

    @Test
    void whatIsGivenIsSentAndNothingElse() {
        Event event = Event.of("x").named("tick").withId("7").withRetry(Duration.ofMillis(1500));

        assertThat(event.text()).isEqualTo("id: 7\nevent: tick\nretry: 1500\ndata: x\n\n");
        assertThat(Event.of("").text()).isEqualTo("data: \n\n");
    }

    @Test
    void noFieldCanBeInjected() {
        assertThatIllegalArgumentException().isThrownBy(() -> Event.of("x").named("a\ndata: b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Event.of("x").withId("a\0"));
    }
}

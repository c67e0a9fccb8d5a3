package dev.serval.adapter.jwsgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serval.app.AppContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UwsgiCallsTest {

    @Test
    void optionsAreAsUwsgiHasThem() {
        assertThat(
                        UwsgiCalls.options(
                                Map.of(
                                        "serval.flag.master", "true",
                                        "serval.flag.strict", "false",
                                        "serval.option.http.0", ":8000",
                                        "serval.option.env.0", "A=1",
                                        "serval.option.env.1", "B=2",
                                        "HOME", "/root")))
                .isEqualTo(Map.of("master", true, "http", ":8000", "env", List.of("A=1", "B=2")));
    }

    @Test
    void aLockThatOtherWorkersWouldNotKnowOfIsRefused() {
        UwsgiCalls.install(new AppContext(2, 8, Map.of("serval.workers", "3")));
        assertThat(UwsgiCalls.get().workerId()).isEqualTo(2);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> UwsgiCalls.get().lock(0))
                .withMessageContaining("run one worker (-p 1)");
    }

    @Test
    void aFunctionOfAnotherServerIsRefused() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> UwsgiCalls.get().rpc("10.0.0.1:3031", "hello"));
    }
}

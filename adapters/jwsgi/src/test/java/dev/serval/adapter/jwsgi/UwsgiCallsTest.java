package dev.serval.adapter.jwsgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    void aLockThatNobodyAskedForIsRefusedAndSoIsACache() {
        UwsgiCalls.install(new AppContext(2, 8, Map.of("serval.option.locks.0", "3")));
        assertThat(UwsgiCalls.get().workerId()).isEqualTo(2);
        UwsgiCalls.get().lock(3);
        UwsgiCalls.get().unlock(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UwsgiCalls.get().lock(4))
                .withMessage("invalid lock number");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> UwsgiCalls.get().cache(null))
                .withMessage("cache not available");
    }

    @Test
    void aFunctionOfAnotherServerIsRefused() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> UwsgiCalls.get().rpc("10.0.0.1:3031", "hello"));
    }
}

package dev.serval.master.discovery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampsTest {

    private static final long NOW = 1_800_000_000;

    private final Stamps stamps = new Stamps(60);

    @ParameterizedTest
    @ValueSource(longs = {NOW - 60, NOW, NOW + 60})
    void aClockMayBeOffByAMinute(long unix) {
        assertThatCode(() -> stamps.check(at("a", unix), NOW)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, NOW - 61, NOW + 61, Long.MAX_VALUE / 2})
    void butNoMore(long unix) {
        assertThatThrownBy(() -> stamps.check(at("a", unix), NOW))
                .hasMessage("it was signed more than 60 s before or after now");
    }

    @Test
    void aPacketCountsOnceAndNoOlderOneAfterIt() {
        stamps.take(at("a", NOW));

        assertThatThrownBy(() -> stamps.check(at("a", NOW), NOW))
                .hasMessage("it was signed no later than the one before");
        assertThatThrownBy(() -> stamps.check(at("a", NOW - 1), NOW))
                .hasMessage("it was signed no later than the one before");
        assertThatCode(() -> stamps.check(at("a", NOW + 1), NOW)).doesNotThrowAnyException();
        assertThatCode(() -> stamps.check(at("b", NOW), NOW)).doesNotThrowAnyException();
    }

    private static Announcement at(String host, long unix) {
        Backend node = Backend.at(BackendAddress.parse("10.0.0.1:3031"));
        return new Announcement(false, host, node, unix);
    }
}

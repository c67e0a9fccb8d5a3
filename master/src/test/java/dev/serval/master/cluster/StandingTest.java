package dev.serval.master.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

    private static Standing of(String state, String reload) {
        NodeFacts facts = NodeFacts.read(Map.of("state", state, "reload", reload));
        return Standing.of(Optional.of(facts), 7);
    }

    @Test
    void itIsReadyWhenItSaysSoOfThisOrder() {
        assertThat(of("ready", "7 done generation 2 serves"))
                .isEqualTo(new Standing.Ready("generation 2 serves"));
        assertThat(of("down", "7 done generation 2 serves"))
                .isEqualTo(new Standing.Waiting("it is down"));
        assertThat(of("ready", "7 running ")).isInstanceOf(Standing.Waiting.class);
        assertThat(of("ready", "7 failed worker 1 cannot start"))
                .isEqualTo(new Standing.Failed("worker 1 cannot start"));
        assertThat(of("ready", "8 running ")).isInstanceOf(Standing.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({"6 done fine", "0 done ''", "garbage", "-1 done x", "7 dancing x"})
    void whatIsOfAnotherOrderOrNoneIsNothing(String reload) {
        assertThat(of("ready", reload)).isInstanceOf(Standing.Untold.class);
    }

    @Test
    void whoIsNotThereHasNotBeenTold() {
        assertThat(Standing.of(Optional.empty(), 7)).isInstanceOf(Standing.Untold.class);
    }

    @Test
    void whatWasToldIsOneLineWithoutControls() {
        Progress told = Progress.of(7, Progress.Stage.FAILED, "a.conf:1: no\n  1 | \u001b[2J\n");

        assertThat(told.text()).isEqualTo("a.conf:1: no; 1 | ?[2J");
        assertThat(Progress.read(told.written())).isEqualTo(told);
    }
}

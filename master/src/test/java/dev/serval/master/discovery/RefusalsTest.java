package dev.serval.master.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {

    @Test
    void theFirstIsToldAtOnceAndTheRestTogetherTenSecondsLater() {
        Refusals refusals = new Refusals();

        assertThat(refusals.add("10.0.0.9", "it is cut off", 0))
                .contains(
                        "subscriptions: 1 packets refused, the last from 10.0.0.9: it is cut off");
        for (int i = 1; i < 1000; i++) {
            assertThat(refusals.add("10.0.0.9", "it is cut off", i)).isEmpty();
        }
        assertThat(refusals.add("10.0.0.8", "it is not signed", 10_000))
                .contains(
                        "subscriptions: 1000 packets refused, the last from 10.0.0.8: it is not"
                                + " signed");
    }
}

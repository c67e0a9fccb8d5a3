package dev.serval.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

    private final Measurements measurements = new Measurements();

    @Test
    void onlyWhatHasChangedIsTold() {
        measurements.count("orders", 2, "kind", "book");
        measurements.gauge("shelves", 1.5);
        measurements.time("payment", Duration.ofNanos(3_999));

        assertThat(measurements.changes())
                .containsExactly(
                        Map.of(
                                "COUNTER orders kind book", "2",
                                "GAUGE shelves", "1.5",
                                "TIMER payment", "3_3-1"));
        assertThat(measurements.changes()).isEmpty();

        measurements.count("orders", 1, "kind", "book");
        measurements.gauge("shelves", 1.5);
        assertThat(measurements.changes()).containsExactly(Map.of("COUNTER orders kind book", "3"));
    }

    @Test
    void threadsDoNotLoseEachOthersCounts() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; n < 10_000; n++) {
                                    measurements.count("hits", 1);
                                    measurements.time("took", Duration.ofNanos(1000));
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(measurements.changes())
                .containsExactly(Map.of("COUNTER hits", "40000", "TIMER took", "40000_1-40000"));
    }

    @Test
    void whatCannotBeIsRefused() {
        measurements.count("orders", 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> measurements.gauge("orders", 1))
                .withMessage("the metric `orders` is a counter already");
        assertThatIllegalArgumentException().isThrownBy(() -> measurements.count("orders", -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measurements.gauge("level", Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measurements.time("took", Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> measurements.count("a b", 1));
    }

    @Test
    void moreThanFiveHundredSeriesAreNotTaken() {
        for (int i = 0; i < 600; i++) {
            measurements.count("hits", 1, "user", Integer.toString(i));
        }

        List<Map<String, String>> parts = measurements.changes();
        assertThat(parts).hasSize(5).allMatch(part -> part.size() == 100);
    }
}

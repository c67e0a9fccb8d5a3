package dev.serval.control.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final Meters meters = new Meters();

    @Test
    void onlyWhatHasChangedIsTold() {
        meters.count("orders", 2, "kind", "book");
        meters.gauge("shelves", 1.5);
        meters.time("payment", Duration.ofNanos(3_999));

        assertThat(meters.changes())
                .containsExactly(
                        Map.of(
                                "COUNTER orders kind book", "2",
                                "GAUGE shelves", "1.5",
                                "TIMER payment", "3_3-1"));
        assertThat(meters.changes()).isEmpty();

        meters.count("orders", 1, "kind", "book");
        meters.gauge("shelves", 1.5);
        assertThat(meters.changes()).containsExactly(Map.of("COUNTER orders kind book", "3"));
    }

    @Test
    void threadsDoNotLoseEachOthersCounts() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; n < 10_000; n++) {
                                    meters.count("hits", 1);
                                    meters.time("took", Duration.ofNanos(1000));
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(meters.changes())
                .containsExactly(Map.of("COUNTER hits", "40000", "TIMER took", "40000_1-40000"));
    }

    @Test
    void whatCannotBeIsRefused() {
        meters.count("orders", 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.gauge("orders", 1))
                .withMessage("the metric `orders` is a counter already");
        assertThatIllegalArgumentException().isThrownBy(() -> meters.count("orders", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> meters.gauge("level", Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.time("took", Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> meters.count("a b", 1));
    }

    @Test
    void moreThanFiveHundredSeriesAreNotTaken() {
        for (int i = 0; i < 600; i++) {
            meters.count("hits", 1, "user", Integer.toString(i));
        }

        List<Map<String, String>> parts = meters.changes();
        assertThat(parts).hasSize(5).allMatch(part -> part.size() == 100);
    }
}

package dev.serval.master.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.measure.Reading;
import dev.serval.control.measure.Series;
import dev.serval.control.measure.Series.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final Series ORDERS = new Series(Kind.COUNTER, "orders", List.of());
    private static final Series SHELVES = new Series(Kind.GAUGE, "shelves", List.of());

    private final Readings readings = new Readings();

    private void orders(long pid, long total) {
        readings.measured(pid, Map.of(ORDERS.text(), Long.toString(total)));
    }

    @Test
    void theNewestOfEachProcessCounts() {
        orders(1, 5);
        orders(1, 7);
        orders(2, 1);

        assertThat(readings.all()).containsExactly(Map.entry(ORDERS, new Reading.Count(8)));
    }

    @Test
    void whatAProcessCountedStaysAndWhatItHeldDoesNot() {
        orders(1, 5);
        readings.measured(1, Map.of(SHELVES.text(), "2.5"));
        readings.ended(1);

        assertThat(readings.all()).containsExactly(Map.entry(ORDERS, new Reading.Count(5)));
    }

    @Test
    void whatIsReadAfterTheEndReplacesWhatWasReadBefore() {
        orders(1, 5);
        readings.ended(1);
        orders(1, 6);

        assertThat(readings.all()).containsExactly(Map.entry(ORDERS, new Reading.Count(6)));
    }

    @Test
    void manyProcessesThatAreGoneAreStillAddedUp() {
        for (long pid = 1; pid <= 100; pid++) {
            orders(pid, pid);
            readings.ended(pid);
        }

        assertThat(readings.all()).containsExactly(Map.entry(ORDERS, new Reading.Count(5050)));
    }

    @Test
    void oneNameIsOneKindOfNumber() {
        orders(1, 5);
        readings.measured(2, Map.of("GAUGE orders", "3.5", "GAUGE rate", "1.0"));

        assertThat(readings.all().keySet().stream().map(Series::name))
                .containsExactly("orders", "rate");
    }

    @Test
    void labelsThatNeverEndAreBounded() {
        for (int i = 0; i < 6000; i++) {
            readings.measured(i % 20, Map.of("COUNTER hits user " + i, "1"));
        }

        assertThat(readings.all()).hasSize(5000);
    }
}

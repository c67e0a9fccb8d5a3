package dev.serval.control.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.serval.control.board.Histogram;
import dev.serval.control.measure.Series.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    @Test
    void whatIsWrittenIsRead() {
        Series series =
                new Series(Kind.TIMER, "payment", List.of("kind", "a b\n=%\u2603", "x", ""));

        assertThat(Series.of(series.text())).isEqualTo(series);
        assertThat(Series.of("COUNTER orders"))
                .isEqualTo(new Series(Kind.COUNTER, "orders", List.of()));
    }

    @Test
    void readingsAreReadAsTheyWereWritten() {
        Histogram histogram = Histogram.ofOneProcess();
        histogram.record(3);
        histogram.record(1_000_000);
        histogram.record(1_000_000);
        for (Reading reading :
                List.of(
                        new Reading.Count(Long.MAX_VALUE),
                        new Reading.Level(-2.5e-300),
                        new Reading.Times(2_000_003, histogram.read()))) {
            Kind kind =
                    switch (reading) {
                        case Reading.Count _ -> Kind.COUNTER;
                        case Reading.Level _ -> Kind.GAUGE;
                        case Reading.Times _ -> Kind.TIMER;
                    };

            assertThat(Reading.of(kind, reading.text())).isEqualTo(reading);
            assertThat(reading.text()).matches("[-_.0-9E]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "1st", "_x", "a-b", "\u00e4", "orders_total", "a_bucket"})
    void aNameThatPrometheusWouldNotTakeIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Series(Kind.COUNTER, name, List.of()).check())
                .withMessageContaining("`" + name + "`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd", "le,1", "a b,1", "a,1,a,2"})
    void labelsThatAreNoneAreRefused(String labels) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Series(Kind.GAUGE, "x", List.of(labels.split(",", -1))).check());
    }

    @Test
    void whatFitsIsTaken() {
        new Series(Kind.COUNTER, "a".repeat(100), List.of("kind", "x".repeat(300))).check();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Series(Kind.COUNTER, "a".repeat(101), List.of()).check());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Series(Kind.COUNTER, "a", List.of("k", "x".repeat(301))).check());
    }
}

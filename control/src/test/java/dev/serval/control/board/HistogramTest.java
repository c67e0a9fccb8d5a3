package dev.serval.control.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram(ByteBuffer.allocate(Histogram.BYTES));

    @Test
    void aTimeIsInTheBucketThatEndsBeyondIt() {
        for (long micros = 0; micros < 134_217_728; micros += 1 + micros / 37) {
            int bucket = Histogram.bucket(micros);

            assertThat(Histogram.end(bucket)).isGreaterThan(micros);
            assertThat(bucket == 0 ? 0 : Histogram.end(bucket - 1)).isLessThanOrEqualTo(micros);
        }
    }

    @Test
    void whatIsBeyondTheLastBucketIsInTheLastBucket() {
        assertThat(Histogram.bucket(Long.MAX_VALUE)).isEqualTo(Histogram.BUCKETS - 1);
        assertThat(Histogram.bucket(-1)).isZero();
    }

    @Test
    void aPercentileIsKnownToSixPercent() {
        for (long time = 8; time < 100_000_000; time += 1 + time / 3) {
            Histogram one = new Histogram(ByteBuffer.allocate(Histogram.BYTES));
            one.record(time);

            assertThat((double) one.read().percentile(0.5)).isBetween(time * 0.94, time * 1.0625);
        }
    }

    @Test
    void percentilesAreInOrder() {
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i * 100L);
        }
        Latencies all = histogram.read();

        assertThat(all.count()).isEqualTo(1000);
        assertThat(all.percentile(0.5)).isBetween(47_000L, 53_000L);
        assertThat(all.percentile(0.99)).isBetween(93_000L, 105_000L);
        assertThat(all.percentile(1)).isBetween(94_000L, 106_000L);
        assertThat(Latencies.NONE.percentile(0.99)).isZero();
    }

    @Test
    void sumsAndDifferencesGoByBucket() {
        histogram.record(5);
        Latencies before = histogram.read();
        histogram.record(1_000);
        Latencies after = histogram.read();

        assertThat(after.since(before).count()).isEqualTo(1);
        assertThat(after.since(before).percentile(0.5)).isBetween(940L, 1_060L);
        assertThat(after.plus(before).count()).isEqualTo(3);
        assertThat(after.below(1_024)).isEqualTo(2);
        assertThat(after.below(512)).isEqualTo(1);
    }
}

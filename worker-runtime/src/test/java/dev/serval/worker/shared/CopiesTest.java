package dev.serval.worker.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CopiesTest {

    private static final byte[] VALUE = {1, 2, 3};

    private long nanos = -5;
    private final Copies copies = new Copies(2, () -> nanos);

    @Test
    void aCopyEndsASecondAfterItsValueWasAskedFor() {
        long asked = copies.now();
        nanos += TimeUnit.MILLISECONDS.toNanos(400);
        copies.keep("k", VALUE, asked);

        nanos += TimeUnit.MILLISECONDS.toNanos(600) - 1;
        assertThat(copies.get("k")).hasValue(VALUE);
        nanos++;
        assertThat(copies.get("k")).isEmpty();
    }

    @Test
    void thereAreNoMoreThanThatAndTheLastUsedStay() {
        copies.keep("a", VALUE, nanos);
        copies.keep("b", VALUE, nanos);
        copies.get("a");
        copies.keep("c", VALUE, nanos);
        copies.keep("large", new byte[Copies.MOST_BYTES + 1], nanos);

        assertThat(copies.get("a")).isPresent();
        assertThat(copies.get("b")).isEmpty();
        assertThat(copies.get("c")).isPresent();
        assertThat(copies.get("large")).isEmpty();
    }

    @Test
    void whatACallerDoesWithItsArrayIsNotSeen() {
        byte[] given = VALUE.clone();
        copies.keep("k", given, nanos);
        given[0] = 9;
        copies.get("k").orElseThrow()[1] = 9;

        assertThat(copies.get("k")).hasValue(VALUE);
        copies.forget("k");
        assertThat(copies.get("k")).isEmpty();
    }
}

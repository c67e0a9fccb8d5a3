package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaRangesTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "''|1000",
                "text/html|1000",
                "TEXT/html;level=1;q=0.4|400",
                "text/*;q=0.3, */*;q=0.9|300",
                "*/*;q=0.1|100",
                "text/html;q=0, */*|0",
                "application/json|0",
                "text/html;q=much|0",
            },
            delimiter = '|')
    void theMostSpecificRangeCounts(String accept, int quality) {
        assertThat(MediaRanges.quality(accept, "text/html; charset=utf-8")).isEqualTo(quality);
    }
}

package dev.serval.control.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    * * * * *          | 2026-11-28T10:00:30Z | 2026-11-28T10:01:00Z
                    * * * * *          | 2026-11-28T10:01:00Z | 2026-11-28T10:02:00Z
                    */15 * * * *       | 2026-11-28T10:46:00Z | 2026-11-28T11:00:00Z
                    5,35 8-10 * * *    | 2026-11-28T08:05:00Z | 2026-11-28T08:35:00Z
                    5,35 8-10 * * *    | 2026-11-28T10:35:00Z | 2026-11-29T08:05:00Z
                    10-30/10 4 * * *   | 2026-11-28T04:20:00Z | 2026-11-28T04:30:00Z
                    0 0 * * mon        | 2026-11-28T00:00:00Z | 2026-11-30T00:00:00Z
                    0 0 * * 7          | 2026-11-28T00:00:00Z | 2026-11-29T00:00:00Z
                    0 0 * * MON-FRI    | 2026-11-28T00:00:00Z | 2026-11-30T00:00:00Z
                    0 12 13 * fri      | 2026-11-28T00:00:00Z | 2026-12-04T12:00:00Z
                    0 12 13 * *        | 2026-11-28T00:00:00Z | 2026-12-13T12:00:00Z
                    0 0 29 feb *       | 2026-11-28T00:00:00Z | 2028-02-29T00:00:00Z
                    0 0 1 jan,jul *    | 2026-11-28T00:00:00Z | 2027-01-01T00:00:00Z
                    @daily             | 2026-11-28T00:00:00Z | 2026-11-29T00:00:00Z
                    @Hourly            | 2026-11-28T00:00:00Z | 2026-11-28T01:00:00Z
                    -1 -1 -1 -1 -1     | 2026-11-28T10:00:00Z | 2026-11-28T10:01:00Z
                    -10 -1 -1 -1 -1    | 2026-11-28T10:01:00Z | 2026-11-28T10:10:00Z
                    59 3 -1 -1 -1      | 2026-11-28T10:00:00Z | 2026-11-29T03:59:00Z
                    """)
    void theNextMoment(String text, Instant moment, Instant next) {
        assertThat(Schedule.cron("CRON_TZ=UTC " + text).after(moment)).isEqualTo(next);
    }

    @Test
    void twoDaysThatAreBothNamedAreEither() {
        Schedule either = Schedule.cron("CRON_TZ=UTC 0 0 13 * fri");

        assertThat(firsts(either, Instant.parse("2026-11-01T00:00:00Z"), 6))
                .containsExactly(
                        "2026-11-06T00:00:00Z",
                        "2026-11-13T00:00:00Z",
                        "2026-11-20T00:00:00Z",
                        "2026-11-27T00:00:00Z",
                        "2026-12-04T00:00:00Z",
                        "2026-12-11T00:00:00Z");
    }

    @Test
    void theHourThatIsLeftOutIsMadeUpForOnce() {
        Schedule night = Schedule.cron("CRON_TZ=Europe/Vienna 10,40 2 * * *");

        assertThat(firsts(night, local("2027-03-27T12:00:00+01:00"), 3))
                .as("the clock goes from 02:00 to 03:00 on the 28th")
                .containsExactly(
                        "2027-03-28T01:00:00Z", "2027-03-29T00:10:00Z", "2027-03-29T00:40:00Z");
    }

    @Test
    void theHourThatComesTwiceCountsOnce() {
        Schedule night = Schedule.cron("CRON_TZ=Europe/Vienna 30 2 * * *");

        assertThat(firsts(night, local("2026-10-24T12:00:00+02:00"), 2))
                .as("the clock goes from 03:00 to 02:00 on the 25th")
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(night.after(Instant.parse("2026-10-25T01:15:00Z")))
                .as("asked within the second time")
                .isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void whatComesEveryHourGoesByTheTimeThatPasses() {
        Schedule hourly = Schedule.cron("CRON_TZ=Europe/Vienna 0 * * * *");

        Instant back = local("2026-10-25T00:30:00+02:00");
        assertThat(gaps(hourly, back, 5)).containsOnly(Duration.ofHours(1));
        Instant forth = local("2027-03-28T00:30:00+01:00");
        assertThat(gaps(hourly, forth, 5)).containsOnly(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    60 * * * *                  | 60 is no minute; take 0 to 59
                    * 24 * * *                  | 24 is no hour; take 0 to 23
                    * * 0 * *                   | 0 is no day of the month; take 1 to 31
                    * * * 13 *                  | 13 is no month; take 1 to 12, or jan to dec
                    * * * * 8                   | 8 is no weekday; take 0 to 7, or sun to sat
                    * * * * foo                 | foo is no weekday
                    5-1 * * * *                 | 5-1 is no minute
                    */0 * * * *                 | */0 is no minute
                    1,,2 * * * *                | 1,,2 is no minute
                    * * *                       | has 3 fields; cron wants five
                    0 0 31 feb *                | never comes
                    CRON_TZ=Mars/Base 0 0 1 1 * | Mars/Base is no time zone
                    """)
    void whatIsNoneIsRefusedWithAReason(String text, String why) {
        assertThatThrownBy(() -> Schedule.cron(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void everySoOftenCountsFrom1970() {
        Schedule tens = Schedule.every(Duration.ofSeconds(10));

        assertThat(tens.after(Instant.parse("2026-11-28T10:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-28T10:00:10Z"));
        assertThat(tens.after(Instant.parse("2026-11-28T10:00:09.999Z")))
                .isEqualTo(Instant.parse("2026-11-28T10:00:10Z"));
        assertThat(tens.toString()).isEqualTo("every 10s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.5S", "P400D", "PT-1S"})
    void intervalsHaveBounds(Duration interval) {
        assertThatThrownBy(() -> Schedule.every(interval))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant local(String text) {
        return ZonedDateTime.parse(text).toInstant();
    }

    private static List<String> firsts(Schedule schedule, Instant from, int count) {
        List<String> firsts = new ArrayList<>();
        Instant at = from;
        for (int i = 0; i < count; i++) {
            at = schedule.after(at);
            firsts.add(at.toString());
        }
        return firsts;
    }

    private static List<Duration> gaps(Schedule schedule, Instant from, int count) {
        List<Duration> gaps = new ArrayList<>();
        Instant at = schedule.after(from);
        for (int i = 0; i < count; i++) {
            Instant next = schedule.after(at);
            gaps.add(Duration.between(at, next));
            at = next;
        }
        return gaps;
    }
}

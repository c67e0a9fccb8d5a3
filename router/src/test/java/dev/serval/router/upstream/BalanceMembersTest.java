package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.router.upstream.Balance.Pick;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backends that come and go, and those that are preferred. */
class BalanceMembersTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Breaker.Limits LIMITS = new Breaker.Limits(2, SECOND, 4 * SECOND);

    private final Balance balance = new Balance(2, LIMITS, 10 * SECOND, _ -> 0);
    private long now;

    @Test
    void oneThatLeavesIsAskedNoMoreAndItsPlaceIsFreeWhenItsRequestsHaveEnded() {
        int first = join(1, 0);
        Pick.Use use = use();
        int second = join(1, 0);

        assertThat(balance.leave(first)).isFalse();
        assertThat(use().backend()).isEqualTo(second);
        assertThat(join(1, 0)).isEqualTo(2);
        assertThat(balance.end(use)).isTrue();

        assertThat(join(1, 0)).isEqualTo(first);
    }

    @Test
    void oneWithoutRequestsIsGoneAtOnce() {
        assertThat(balance.leave(join(1, 0))).isTrue();
        assertThat(balance.pick(now, 0, Balance.ANY)).isEqualTo(new Pick.None());
    }

    @Test
    void thereAreAsManyPlacesAsBits() {
        for (int i = 0; i < Long.SIZE; i++) {
            assertThat(join(1, 0)).isEqualTo(i);
        }

        assertThat(join(1, 0)).isEqualTo(Balance.ANY);
    }

    @ParameterizedTest
    @CsvSource({"0, 91, 9", "1, 91, 9", "2, 83, 17", "5, 67, 33", "10, 50, 50", "99, 50, 50"})
    void oneThatHasComeGetsLessThanItsShareAtFirst(int seconds, int warm, int fresh) {
        join(1, 0);
        balance.join(1, 0, now, true);
        now += seconds * SECOND;
        int[] asked = new int[2];

        for (int i = 0; i < 100; i++) {
            Pick.Use use = use();
            asked[use.backend()]++;
            balance.end(use);
        }

        assertThat(asked[0]).isBetween(warm - 1, warm + 1);
        assertThat(asked[1]).isBetween(fresh - 1, fresh + 1);
    }

    @Test
    void oneThatHasComeTakesWhatTheOthersCannot() {
        join(1, 0);
        balance.join(1, 0, now, true);

        assertThat(List.of(use().backend(), use().backend(), use().backend()))
                .containsExactlyInAnyOrder(0, 0, 1);
    }

    @Test
    void thoseOfTheBestRankAreAskedAsLongAsOneOfThemIsWellAndHasRoom() {
        int far = join(9, 1);
        int near = join(1, 0);

        assertThat(List.of(use().backend(), use().backend(), use().backend()))
                .containsExactly(near, near, far);
    }

    @Test
    void thoseOfTheNextRankStandInForThoseThatAreOut() {
        int near = join(1, 0);
        int far = join(1, 1);
        for (int i = 0; i < 2; i++) {
            Pick.Use use = use();
            assertThat(use.backend()).isEqualTo(near);
            balance.failed(use, now);
            balance.end(use);
        }

        assertThat(use().backend()).isEqualTo(far);
    }

    @Test
    void anotherWeightCountsFromThenOn() {
        int one = join(1, 0);
        int two = join(1, 0);
        balance.change(two, 3, 0);
        int[] asked = new int[2];

        for (int i = 0; i < 40; i++) {
            Pick.Use use = use();
            asked[use.backend()]++;
            balance.end(use);
        }

        assertThat(asked[one]).isEqualTo(10);
        assertThat(asked[two]).isEqualTo(30);
    }

    private int join(int weight, int rank) {
        return balance.join(weight, rank, now, false);
    }

    private Pick.Use use() {
        return (Pick.Use) balance.pick(now, 0, Balance.ANY);
    }
}

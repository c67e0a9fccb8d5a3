package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.router.upstream.Balance.Pick;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Breaker.Limits LIMITS = new Breaker.Limits(2, SECOND, 4 * SECOND);
    private static final int NOBODY = -1;
    private static final int WAITS = -2;

    private Balance balance = new Balance(List.of(1, 1), 2, LIMITS);
    private long now;

    @Test
    void theLeastBusyIsAsked() {
        Pick.Use first = use();
        use();
        balance.end(first);

        assertThat(picked()).isEqualTo(first.backend());
    }

    @Test
    void equalsTakeTurns() {
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Pick.Use use = use();
            asked.add(use.backend());
            balance.end(use);
        }

        assertThat(asked).containsExactly(0, 1, 0, 1);
    }

    @Test
    void equalsAreAskedInTheOrderThatWasDrawn() {
        Iterator<Long> drawn = List.of(30L, 10L, 20L).iterator();
        balance = new Balance(1, LIMITS, 0, _ -> drawn.next());
        for (int i = 0; i < 3; i++) {
            balance.join(1, 0, now, false);
        }

        assertThat(List.of(picked(), picked(), picked())).containsExactly(1, 2, 0);
    }

    @Test
    void oneOfThreeTimesTheWeightHasThreeTimesTheRequests() {
        balance = new Balance(List.of(3, 1), 100, LIMITS);

        for (int i = 0; i < 40; i++) {
            use();
        }

        assertThat(List.of(balance.busy(0), balance.busy(1))).containsExactly(30, 10);
    }

    @Test
    void oneOfThreeTimesTheWeightHasThreeTimesTheTurnsWhenNobodyIsBusy() {
        balance = new Balance(List.of(3, 1), 100, LIMITS);
        int[] asked = new int[2];

        for (int i = 0; i < 40; i++) {
            Pick.Use use = use();
            asked[use.backend()]++;
            balance.end(use);
        }

        assertThat(asked).containsExactly(30, 10);
    }

    @Test
    void whoComesWhenAllAreFullWaits() {
        for (int i = 0; i < 4; i++) {
            use();
        }

        assertThat(picked()).isEqualTo(WAITS);
    }

    @Test
    void oneThatFailsTwiceInARowIsLeftAlone() {
        fail(0);
        assertThat(fail(0)).isTrue();

        assertThat(List.of(picked(), picked(), picked())).containsExactly(1, 1, WAITS);
    }

    @Test
    void anAnswerInBetweenForgivesAFailure() {
        fail(0);
        balance.succeeded(0);

        assertThat(fail(0)).isFalse();
    }

    @Test
    void afterASecondOneRequestTriesIt() {
        fail(0);
        fail(0);
        now += SECOND;

        Pick.Use trial = (Pick.Use) balance.pick(now, 0b10, Balance.ANY);

        assertThat(trial).isEqualTo(new Pick.Use(0, true));
        assertThat(picked(0b10)).isEqualTo(NOBODY);
    }

    @Test
    void aTrialThatFailsDoublesTheTimeUpToALimit() {
        fail(0);
        fail(0);
        for (int seconds : new int[] {1, 2, 4, 4}) {
            now += seconds * SECOND - 1;
            assertThat(preferred(0)).isEqualTo(1);
            now += 1;
            Pick.Use trial = (Pick.Use) balance.pick(now, 0, 0);
            assertThat(trial).isEqualTo(new Pick.Use(0, true));
            balance.failed(trial, now);
            balance.end(trial);
        }
    }

    @Test
    void aTrialThatIsAnsweredBringsItBack() {
        fail(0);
        fail(0);
        now += SECOND;
        Pick.Use trial = (Pick.Use) balance.pick(now, 0, 0);

        assertThat(balance.succeeded(0)).isTrue();
        balance.end(trial);

        assertThat(balance.pick(now, 0, 0)).isEqualTo(new Pick.Use(0, false));
    }

    @Test
    void aTrialThatTellsNothingIsFollowedByAnother() {
        fail(0);
        fail(0);
        now += SECOND;
        balance.end((Pick.Use) balance.pick(now, 0, 0));

        assertThat(balance.pick(now, 0, 0)).isEqualTo(new Pick.Use(0, true));
    }

    @Test
    void whenAllAreLeftAloneNobodyIsAskedForTheFirstTimeOnly() {
        balance = new Balance(List.of(1), 2, LIMITS);
        fail(0);
        fail(0);
        assertThat(picked()).isEqualTo(NOBODY);
        now += SECOND;
        Pick.Use trial = use();
        balance.failed(trial, now);
        balance.end(trial);
        now += SECOND;

        assertThat(use().trial()).isTrue();
    }

    @Test
    void aClientStaysAtItsBackendAndWaitsForItWhileThatIsWell() {
        assertThat(List.of(preferred(1), preferred(1), preferred(1))).containsExactly(1, 1, WAITS);
        balance.checked(1, false);

        assertThat(preferred(1)).isZero();
    }

    @Test
    void aCheckTakesOneOutAndBringsItBack() {
        balance.checked(0, false);
        assertThat(List.of(picked(), picked(), picked())).containsExactly(1, 1, WAITS);

        balance.checked(0, true);

        assertThat(picked()).isZero();
    }

    private boolean fail(int backend) {
        Pick.Use use = (Pick.Use) balance.pick(now, 0, backend);
        assertThat(use.backend()).isEqualTo(backend);
        boolean left = balance.failed(use, now);
        balance.end(use);
        return left;
    }

    private Pick.Use use() {
        return (Pick.Use) balance.pick(now, 0, Balance.ANY);
    }

    private int picked() {
        return picked(0);
    }

    private int picked(long tried) {
        return number(balance.pick(now, tried, Balance.ANY));
    }

    private int preferred(int backend) {
        Pick pick = balance.pick(now, 0, backend);
        if (pick instanceof Pick.Use use && use.backend() != backend) {
            balance.end(use);
        }
        return number(pick);
    }

    private static int number(Pick pick) {
        return switch (pick) {
            case Pick.Use(int backend, _) -> backend;
            case Pick.Wait() -> WAITS;
            case Pick.None() -> NOBODY;
        };
    }
}

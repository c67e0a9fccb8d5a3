package dev.serval.master.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LockTableTest {

    private static final long LEASE = 1000;
    private static final long WAIT = 500;

    private final LockTable<String> table = new LockTable<>(0);

    @Test
    void theNextOneGetsItWhenItIsReleased() {
        assertThat(ask("a", 1, 0)).containsExactly(got("a", 1, 1));
        assertThat(ask("b", 2, 10)).isEmpty();
        assertThat(ask("c", 3, 20)).isEmpty();

        assertThat(table.release("l", 1, 30)).containsExactly(got("b", 2, 2));
        assertThat(table.release("l", 1, 40)).as("it is another's now").isEmpty();
        assertThat(table.release("l", 2, 50)).containsExactly(got("c", 3, 3));
        assertThat(table.release("l", 3, 60)).isEmpty();
        assertThat(table.idle()).isTrue();
    }

    @Test
    void whoeverTriesIsAnsweredAtOnce() {
        ask("a", 1, 0);

        assertThat(table.ask("b", 2, "l", LEASE, 0, 1)).containsExactly(not("b", 2));
        assertThat(table.ask("b", 3, "other", LEASE, 0, 1)).containsExactly(got("b", 3, 2));
    }

    @Test
    void aLeaseThatIsOverGoesToWhoWaits() {
        ask("a", 1, 0);
        ask("b", 2, LEASE - 1);

        assertThat(table.expire(LEASE)).containsExactly(got("b", 2, 2));
        assertThat(table.renew("l", 1, LEASE, LEASE)).isFalse();
        assertThat(table.expire(2 * LEASE)).isEmpty();
        assertThat(table.idle()).isTrue();
    }

    @Test
    void aLeaseThatIsRenewedIsNotOver() {
        ask("a", 1, 0);

        assertThat(table.renew("l", 1, LEASE, LEASE - 1)).isTrue();

        assertThat(table.expire(LEASE)).isEmpty();
        assertThat(table.idle()).isFalse();
        table.expire(2 * LEASE);
        assertThat(table.idle()).isTrue();
    }

    @Test
    void whoHasWaitedLongEnoughIsTold() {
        ask("a", 1, 0);
        ask("b", 2, 0);

        assertThat(table.expire(WAIT - 1)).isEmpty();
        assertThat(table.expire(WAIT)).containsExactly(not("b", 2));
    }

    @Test
    void whatTheDeadHeldGoesOnAndTheyWaitNoMore() {
        ask("a", 1, 0);
        ask("dead", 2, 0);
        ask("c", 3, 0);

        assertThat(table.gone("dead", 1)).isEmpty();
        assertThat(table.gone("a", 2)).containsExactly(got("c", 3, 2));
    }

    private List<LockTable.Answer<String>> ask(String who, int id, long now) {
        return table.ask(who, id, "l", LEASE, WAIT, now);
    }

    private static LockTable.Answer<String> got(String who, int id, long token) {
        return new LockTable.Answer<>(who, id, OptionalLong.of(token));
    }

    private static LockTable.Answer<String> not(String who, int id) {
        return new LockTable.Answer<>(who, id, OptionalLong.empty());
    }
}

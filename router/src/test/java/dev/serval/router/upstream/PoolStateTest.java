package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolStateTest {

    private static final Member ONE = new Member(1, 101, 2);
    private static final Member TWO = new Member(2, 102, 2);

    private final PoolState<String> pool = new PoolState<>();

    @Test
    void nothingIsConnectedWithoutWorkers() {
        assertThat(pool.connect(5)).isFalse();
        assertThat(pool.lease()).isEmpty();
    }

    @Test
    void aWorkerWithoutConnectionsGetsOneBeforeAnybodyAsks() {
        pool.roster(List.of(ONE));

        assertThat(pool.connect(0)).isTrue();
        assertThat(pool.connect(0)).isFalse();
    }

    @Test
    void asManyConnectionsAreOpenedAsRequestsWait() {
        pool.roster(List.of(ONE, TWO));

        assertThat(connects(3)).isEqualTo(3);
    }

    @Test
    void neverMoreThanThereAreFreeCores() {
        pool.roster(List.of(ONE, TWO));

        assertThat(connects(50)).isEqualTo(4);
    }

    @Test
    void aFailedConnectionIsTriedAgain() {
        pool.roster(List.of(ONE));
        pool.connect(1);

        pool.failed();

        assertThat(pool.connect(1)).isTrue();
    }

    @Test
    void theLeastBusyWorkerIsAsked() {
        pool.roster(List.of(ONE, TWO));
        accept(101, "a");
        accept(101, "b");
        accept(102, "c");
        accept(102, "d");

        List<String> lent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            lent.add(pool.lease().orElseThrow());
        }

        assertThat(lent.subList(0, 2)).containsExactlyInAnyOrder("b", "d");
        assertThat(lent.subList(2, 4)).containsExactlyInAnyOrder("a", "c");
        assertThat(pool.lease()).isEmpty();
    }

    @Test
    void equalsTakeTurns() {
        pool.roster(List.of(ONE, TWO));
        accept(101, "a");
        accept(102, "c");

        String first = pool.lease().orElseThrow();
        pool.giveBack(first.equals("a") ? 101 : 102, first);
        String second = pool.lease().orElseThrow();

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aCoreMayHaveAnotherConnectionWhenItsFirstIsGone() {
        pool.roster(List.of(ONE));
        accept(101, "a");
        pool.lease();
        pool.discard(101);
        pool.connect(1);

        assertThat(pool.accepted(101, "again")).isTrue();
    }

    @Test
    void aWorkerKeepsOneConnectionForEachOfItsCores() {
        pool.roster(List.of(ONE));
        accept(101, "a");
        accept(101, "b");
        pool.connect(1);

        assertThat(pool.accepted(101, "c")).isFalse();
        assertThat(pool.lease()).isPresent();
        assertThat(pool.lease()).isPresent();
        assertThat(pool.lease()).isEmpty();
    }

    @Test
    void aWorkerThatLeavesIsAskedNoMoreAndItsConnectionsClose() {
        pool.roster(List.of(ONE, TWO));
        accept(101, "a");
        accept(101, "b");
        Optional<String> lent = pool.lease();

        List<String> closed = pool.roster(List.of(TWO));

        assertThat(lent).contains("b");
        assertThat(closed).containsExactly("a");
        assertThat(pool.lease()).isEmpty();
        assertThat(pool.giveBack(101, "b")).isFalse();
    }

    @Test
    void aConnectionThatAnUnlistedWorkerAcceptedIsNotKept() {
        pool.roster(List.of(ONE));
        pool.connect(1);

        assertThat(pool.accepted(999, "x")).isFalse();
        assertThat(pool.connect(1)).isTrue();
    }

    @Test
    void aLostConnectionIsNotLent() {
        pool.roster(List.of(ONE));
        accept(101, "a");

        pool.lost(101, "a");

        assertThat(pool.lease()).isEmpty();
    }

    private int connects(int waiting) {
        int count = 0;
        while (pool.connect(waiting)) {
            count++;
        }
        return count;
    }

    /** What is left of the connection is a tunnel, and no business of the pool's. */
    @Test
    void aConnectionThatHasLeftMakesRoomForAnotherOfItsCore() {
        pool.roster(List.of(new Member(1, 101, 1)));
        accept(101, "a");
        pool.lease();
        assertThat(pool.connect(1)).isFalse();

        pool.discard(101);

        accept(101, "b");
        assertThat(pool.lease()).hasValue("b");
    }

    private void accept(long pid, String connection) {
        pool.connect(1);
        assertThat(pool.accepted(pid, connection)).isTrue();
    }
}

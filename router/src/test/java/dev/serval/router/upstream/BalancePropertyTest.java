package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.router.upstream.Balance.Pick;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever happens to its backends, in whatever order. */
class BalancePropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int ROOM = 3;
    private static final Breaker.Limits LIMITS = new Breaker.Limits(3, SECOND, 30 * SECOND);

    private final List<Pick.Use> lent = new ArrayList<>();
    private Balance balance = new Balance(List.of(1, 2, 5), ROOM, LIMITS);
    private long now;

    @BeforeTry
    void begin() {
        lent.clear();
        balance = new Balance(List.of(1, 2, 5), ROOM, LIMITS);
    }

    @Property(tries = 500)
    void nobodyHasMoreThanHeMayAndEverybodyComesBack(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 999) Integer> moves) {
        moves.forEach(this::move);

        for (int i = 0; i < 3; i++) {
            int backend = i;
            assertThat(lent.stream().filter(use -> use.backend() == backend).count())
                    .isEqualTo(balance.busy(i))
                    .isLessThanOrEqualTo(ROOM);
        }
        lent.forEach(balance::end);
        now += 31 * SECOND;
        for (int i = 0; i < 3; i++) {
            balance.checked(i, true);
            assertThat(balance.pick(now, 0, i)).isInstanceOf(Pick.Use.class);
            balance.succeeded(i);
        }
    }

    private void move(int number) {
        int of = number % 5;
        int which = number / 5;
        if (of == 0 || lent.isEmpty()) {
            if (balance.pick(now, which % 8, which % 4 - 1) instanceof Pick.Use use) {
                assertThat(which % 8 >>> use.backend() & 1).isZero();
                lent.add(use);
            }
            return;
        }
        Pick.Use use = lent.get(which % lent.size());
        switch (of) {
            case 1 -> {
                balance.failed(use, now);
                balance.end(use);
                lent.remove(use);
            }
            case 2 -> {
                balance.succeeded(use.backend());
                balance.end(use);
                lent.remove(use);
            }
            case 3 -> now += which * SECOND / 20;
            default -> balance.checked(which % 3, which % 2 == 0);
        }
    }
}

package dev.serval.master.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.hub.ClusterEngine.Order;
import dev.serval.hub.ClusterEngine.Told;
import dev.serval.master.cluster.Orders.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrdersTest {

    private final Orders orders = new Orders();

    private Verdict judge(long latest, long token, String what) {
        return orders.judge(new Told(latest, Optional.of(new Order(token, what))));
    }

    @Test
    void anOrderIsObeyedOnce() {
        assertThat(orders.judge(new Told(7, Optional.empty()))).isEqualTo(new Verdict.Nothing());
        assertThat(judge(7, 7, "reload")).isEqualTo(new Verdict.Obey(new Order(7, "reload")));
        assertThat(judge(7, 7, "reload")).isEqualTo(new Verdict.Nothing());
        assertThat(judge(8, 8, "reload")).isEqualTo(new Verdict.Obey(new Order(8, "reload")));
    }

    @Test
    void whoHadTheLockBeforeAnotherIsRefused() {
        Order stale = new Order(7, "reload");

        assertThat(judge(8, 7, "reload"))
                .isEqualTo(new Verdict.Refuse(stale, "its token 7 is stale: 8 was given since"));
        assertThat(judge(8, 7, "reload")).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void aServerRemembersWhatTheRegistryHasForgotten() {
        judge(8, 8, "reload");

        assertThat(judge(0, 7, "reload"))
                .isEqualTo(
                        new Verdict.Refuse(
                                new Order(7, "reload"), "its token 7 is stale: 8 was given since"));
        assertThat(judge(0, 8, "reload")).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void thereAreNoOtherOrders() {
        assertThat(judge(7, 7, "stop"))
                .isEqualTo(new Verdict.Refuse(new Order(7, "stop"), "there is no such order"));
    }
}

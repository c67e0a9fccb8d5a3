package dev.serval.master.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import dev.serval.master.discovery.Registry.Change;
import dev.serval.master.discovery.Registry.Silent;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private static final Backend ONE = node(1);
    private static final Backend TWO = node(2);

    private final Registry registry = new Registry();

    @Test
    void nodesComeAndGo() {
        assertThat(registry.take(comes("a", ONE), 0)).isEqualTo(Change.CAME);
        assertThat(registry.take(comes("a", TWO), 0)).isEqualTo(Change.CAME);
        assertThat(registry.take(comes("a", ONE), 1)).isEqualTo(Change.NONE);
        assertThat(registry.take(comes("a", TWO.weighing(7)), 1)).isEqualTo(Change.DIFFERS);
        assertThat(registry.of("a")).containsExactly(ONE, TWO.weighing(7));

        assertThat(registry.take(leaves("a", ONE), 2)).isEqualTo(Change.LEFT);
        assertThat(registry.take(leaves("a", ONE), 2)).isEqualTo(Change.NONE);
        assertThat(registry.take(leaves("b", ONE), 2)).isEqualTo(Change.NONE);

        assertThat(registry.of("a")).containsExactly(TWO.weighing(7));
    }

    @Test
    void whoIsSilentForTooLongIsForgotten() {
        registry.take(comes("a", ONE), 0);
        registry.take(comes("a", TWO), 0);
        registry.take(comes("b", ONE), 0);
        registry.take(comes("a", TWO), 10);

        assertThat(registry.expire(17, 17)).isEmpty();
        assertThat(registry.expire(18, 17))
                .containsExactlyInAnyOrder(new Silent("a", ONE), new Silent("b", ONE));
        assertThat(registry.hosts()).containsExactly("a");
    }

    @Test
    void aHostHas64NodesAndNoMore() {
        for (int i = 1; i <= 64; i++) {
            assertThat(registry.take(comes("a", node(i)), 0)).isEqualTo(Change.CAME);
        }

        assertThat(registry.take(comes("a", node(65)), 0)).isEqualTo(Change.TOO_MANY);
        assertThat(registry.take(comes("a", node(64)), 0)).isEqualTo(Change.NONE);
        assertThat(registry.take(comes("b", node(65)), 0)).isEqualTo(Change.CAME);
    }

    @Test
    void thereAre1024HostsAndNoMore() {
        for (int i = 0; i < 1024; i++) {
            registry.take(comes("h" + i, ONE), 0);
        }

        assertThat(registry.take(comes("more", ONE), 0)).isEqualTo(Change.TOO_MANY);
        assertThat(registry.take(comes("h7", TWO), 0)).isEqualTo(Change.CAME);
        registry.take(leaves("h9", ONE), 0);
        assertThat(registry.take(comes("more", ONE), 0)).isEqualTo(Change.CAME);
    }

    private static Backend node(int number) {
        return Backend.at(BackendAddress.parse("10.0.0.%d:3031".formatted(number)));
    }

    private static Announcement comes(String host, Backend node) {
        return new Announcement(false, host, node, 0);
    }

    private static Announcement leaves(String host, Backend node) {
        return new Announcement(true, host, node, 0);
    }
}

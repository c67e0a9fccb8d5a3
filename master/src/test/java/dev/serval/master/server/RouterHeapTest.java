package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouterHeapTest {

    @Test
    void whatEveryRouterHasIsEnoughForTenThousandClients() {
        assertThat(RouterHeap.options(1)).isEmpty();
        assertThat(RouterHeap.options(10_000)).isEmpty();
    }

    @Test
    void moreClientsMayFillMore() {
        assertThat(RouterHeap.options(10_001)).containsExactly("-Xmx512m");
        assertThat(RouterHeap.options(200_000)).containsExactly("-Xmx5120m");
        assertThat(RouterHeap.options(1_000_000)).containsExactly("-Xmx9984m");
    }
}

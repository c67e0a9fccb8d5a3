package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouterHeapTest {

    @Test
    void upToTenThousandClientsItIsOnePortion() {
        assertThat(RouterHeap.option(1)).isEqualTo("-Xmx256m");
        assertThat(RouterHeap.option(10_000)).isEqualTo("-Xmx256m");
    }

    @Test
    void moreClientsMayFillMore() {
        assertThat(RouterHeap.option(10_001)).isEqualTo("-Xmx512m");
        assertThat(RouterHeap.option(200_000)).isEqualTo("-Xmx5120m");
        assertThat(RouterHeap.option(1_000_000)).isEqualTo("-Xmx9984m");
    }
}

package dev.serval.router.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final String LINE =
            "000000008187fec1: 00000002 00000000 00010000 0001 01 15844736 ";

    @Test
    void eachOtherRouterIsFoundOnceByItsAddress() {
        List<String> lines =
                List.of(
                        "Num       RefCount Protocol Flags    Type St Inode Path",
                        LINE + "@serval/quic/00000000000000ff",
                        LINE + "@serval/quic/00000000000000ff",
                        LINE + "@serval/quic/fffffffffffffffe",
                        LINE + "@serval/quic/0000000000000001",
                        LINE + "@serval/12-ab/workers",
                        LINE + "/run/serval/quic/00000000000000aa",
                        LINE + "@serval/quic/00ff",
                        LINE);

        assertThat(Neighbours.marks(lines, 1)).containsExactly(255L, -2L);
    }

    @Test
    void noMoreAreTakenThanABound() {
        List<String> lines = new ArrayList<>();
        for (int i = 2; i < 1000; i++) {
            lines.add(LINE + "@serval/quic/%016x".formatted(i));
        }

        assertThat(Neighbours.marks(lines, 1)).hasSize(64);
    }

    @Test
    void nobodyElsesProcessIsTrusted() {
        assertThat(Neighbours.trusts(-1)).isFalse();
        assertThat(Neighbours.address(255).path()).isEqualTo("\0serval/quic/00000000000000ff");
    }
}

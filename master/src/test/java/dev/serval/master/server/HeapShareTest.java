package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapShareTest {

    @Test
    void oneOrTwoHaveTheDefaultOfTheJvm() {
        assertThat(HeapShare.options(1, List.of(), Map.of())).isEmpty();
        assertThat(HeapShare.options(2, List.of("-Xms64m"), Map.of())).isEmpty();
        assertThat(HeapShare.of(2)).isEqualTo(0.25);
    }

    @Test
    void moreHaveHalfOfTheMemoryTogether() {
        assertThat(HeapShare.options(4, List.of(), Map.of()))
                .containsExactly("-XX:MaxRAMPercentage=12.50", "-XX:MinRAMPercentage=12.50");
    }

    @Test
    void whoHasSpokenOfTheHeapIsNotContradicted() {
        assertThat(HeapShare.options(4, List.of("-Xmx1g"), Map.of())).isEmpty();
        assertThat(HeapShare.options(4, List.of("-XX:MaxRAMPercentage=20"), Map.of())).isEmpty();
        assertThat(
                        HeapShare.options(
                                4,
                                List.of(),
                                Map.of("JDK_JAVA_OPTIONS", "-Da=b -XX:MaxRAMPercentage=20")))
                .isEmpty();
    }
}

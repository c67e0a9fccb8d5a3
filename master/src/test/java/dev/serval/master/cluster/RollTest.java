package dev.serval.master.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RollTest {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failed = Collections.synchronizedList(new ArrayList<>());

    private RollRules rules(int parallel) {
        return new RollRules(parallel, Duration.ofSeconds(1), done::add, failed::add);
    }

    @Test
    void oneAfterTheOtherIsReloaded() throws Exception {
        List<String> asked = new ArrayList<>();
        Roll roll =
                new Roll(
                        rules(1),
                        node -> {
                            asked.add(node);
                            return "fine";
                        });

        assertThat(roll.over(List.of("a", "b", "c"))).isTrue();

        assertThat(asked).containsExactly("a", "b", "c");
        assertThat(done).hasSize(3).allMatch(line -> line.matches("[abc]: fine, \\d+\\.\\d s"));
    }

    @Test
    void itStopsAtTheFirstThatIsNotReadyAgain() throws Exception {
        Roll roll =
                new Roll(
                        rules(1),
                        node -> {
                            if (node.equals("b")) {
                                throw RollException.refused("worker 1 cannot start");
                            }
                            return "fine";
                        });

        assertThat(roll.over(List.of("a", "b", "c", "d"))).isFalse();

        assertThat(done).hasSize(1);
        assertThat(failed)
                .containsExactly(
                        "b is not ready again: worker 1 cannot start",
                        "stopped; these were not told to reload: c, d");
    }

    @Test
    void severalAreReloadedAtOnceIfThatIsWanted() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Roll roll =
                new Roll(
                        rules(2),
                        _ -> {
                            both.countDown();
                            return both.await(1, TimeUnit.MINUTES) ? "fine" : "alone";
                        });

        assertThat(roll.over(List.of("a", "b"))).isTrue();

        assertThat(done).hasSize(2).allMatch(line -> line.contains("fine"));
    }
}

package dev.serval.master.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.option.BackendAddress;
import dev.serval.master.cluster.NodeFacts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttendanceTest {

    private static final Backend NODE = Backend.at(BackendAddress.parse("10.0.0.7:3031"));
    private static final String NAME = "10.0.0.7:3031";

    private final Attendance attendance = new Attendance();

    private static Map<String, Attendance.Said> said(String state, int beat) {
        NodeFacts facts =
                NodeFacts.read(
                        Map.of("state", state, "beat", Integer.toString(beat), "ttl", "10000"));
        return Map.of(NAME, new Attendance.Said(facts, NODE));
    }

    @Test
    void whoIsReadyIsAskedUntilItSaysGoodbye() {
        assertThat(attendance.take(said("ready", 1), 0)).containsExactly("new node: " + NAME);
        assertThat(attendance.backends()).containsExactly(NODE);

        assertThat(attendance.take(said("draining", 1), 1))
                .containsExactly("node has left: " + NAME);
        assertThat(attendance.backends()).isEmpty();
        assertThat(attendance.take(said("draining", 1), 2)).isEmpty();
    }

    @Test
    void whoIsSilentFallsOutWhenItsTimeIsOver() {
        attendance.take(said("ready", 1), 0);
        attendance.take(said("ready", 2), 5_000);
        attendance.take(said("ready", 2), 15_000);
        assertThat(attendance.backends()).containsExactly(NODE);

        assertThat(attendance.take(Map.of(), 15_001))
                .containsExactly("node was silent for 10 s: " + NAME);
        assertThat(attendance.backends()).isEmpty();
    }

    @Test
    void whatTheRegistryHasForgottenStaysForAWhile() {
        attendance.take(said("ready", 1), 0);

        assertThat(attendance.take(Map.of(), 9_000)).isEmpty();
        assertThat(attendance.backends()).containsExactly(NODE);
        assertThat(attendance.take(said("ready", 2), 10_000)).isEmpty();
        assertThat(attendance.take(Map.of(), 20_000)).isEmpty();
    }

    @Test
    void nobodyIsSilentWhileTheRegistryIs() {
        attendance.take(said("ready", 1), 0);

        attendance.missed();

        assertThat(attendance.take(Map.of(), 60_000)).isEmpty();
        assertThat(attendance.backends()).containsExactly(NODE);
        assertThat(attendance.take(Map.of(), 70_001)).hasSize(1);
    }

    @Test
    void whoHasNoReadyWorkerIsNotAskedAndNotThrownOutAtOnce() {
        attendance.take(said("down", 1), 0);
        assertThat(attendance.backends()).isEmpty();
        attendance.take(said("ready", 2), 1);

        attendance.take(said("down", 3), 2);

        assertThat(attendance.backends()).containsExactly(NODE);
        assertThat(attendance.take(said("down", 4), 10_002)).hasSize(1);
    }
}

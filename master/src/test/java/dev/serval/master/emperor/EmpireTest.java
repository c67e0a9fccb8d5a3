package dev.serval.master.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmpireTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final Empire empire = new Empire(Duration.ofSeconds(5));

    private static VassalFile file(String stamp) {
        return file(stamp, 1000);
    }

    private static VassalFile file(String stamp, int uid) {
        return new VassalFile("a.conf", Path.of("/etc"), stamp, uid, uid);
    }

    private List<Order> seen(VassalFile... files) {
        return seenAt(0, files);
    }

    private List<Order> seenAt(long seconds, VassalFile... files) {
        return empire.seen(List.of(files), NOON.plusSeconds(seconds));
    }

    private void serves() {
        seen(file("1"));
        empire.ready("a.conf", NOON);
    }

    @Test
    void aFileIsAVassal() {
        assertThat(seen(file("1"))).containsExactly(new Order.Spawn(file("1")));
        assertThat(seen(file("1"))).isEmpty();
    }

    @Test
    void aChangedFileIsReadAgain() {
        serves();

        assertThat(seen(file("2"))).containsExactly(new Order.Reload("a.conf"));
        assertThat(seen(file("2"))).isEmpty();
    }

    @Test
    void aFileThatChangesDuringTheStartIsReadOnceItServes() {
        seen(file("1"));

        assertThat(seen(file("2"))).isEmpty();
        assertThat(empire.ready("a.conf", NOON)).containsExactly(new Order.Reload("a.conf"));
        assertThat(empire.ready("a.conf", NOON)).isEmpty();
    }

    @Test
    void aFileThatIsGoneStopsItsVassal() {
        serves();

        assertThat(seen()).containsExactly(new Order.Stop("a.conf"));
        assertThat(seen()).isEmpty();
        assertThat(empire.exited("a.conf", true, NOON)).isEmpty();
        assertThat(empire.rows()).isEmpty();
    }

    @Test
    void aFileThatComesBackWhileItsVassalStopsStartsItAfterwards() {
        serves();
        seen();

        assertThat(seen(file("2"))).isEmpty();
        assertThat(empire.exited("a.conf", true, NOON)).containsExactly(new Order.Spawn(file("2")));
    }

    @Test
    void anotherOwnerTakesAnotherProcess() {
        serves();

        assertThat(seen(file("1", 1001))).containsExactly(new Order.Stop("a.conf"));
        assertThat(empire.exited("a.conf", true, NOON))
                .containsExactly(new Order.Spawn(file("1", 1001)));
    }

    @Test
    void whoFailsStartsAgainLaterAndLater() {
        seen(file("1"));

        empire.exited("a.conf", false, NOON);
        assertThat(seen(file("1"))).isEmpty();
        assertThat(seenAt(1, file("1"))).hasSize(1);
        empire.exited("a.conf", false, NOON.plusSeconds(1));
        assertThat(seenAt(2, file("1"))).isEmpty();
        assertThat(seenAt(3, file("1"))).hasSize(1);
        empire.exited("a.conf", false, NOON.plusSeconds(3));
        assertThat(seenAt(6, file("1"))).isEmpty();
        assertThat(seenAt(7, file("1"))).hasSize(1);
        empire.exited("a.conf", false, NOON.plusSeconds(7));
        assertThat(seenAt(11, file("1"))).as("at most 5 s").isEmpty();
        assertThat(seenAt(12, file("1"))).hasSize(1);
    }

    @Test
    void whoHasServedForLongFailsForANewReason() {
        seen(file("1"));
        empire.exited("a.conf", false, NOON);
        seenAt(1, file("1"));
        empire.exited("a.conf", false, NOON.plusSeconds(1));
        seenAt(3, file("1"));
        empire.ready("a.conf", NOON.plusSeconds(4));

        empire.exited("a.conf", false, NOON.plusSeconds(60));

        assertThat(seenAt(61, file("1"))).hasSize(1);
        assertThat(empire.rows().getFirst().respawns()).isEqualTo(3);
    }

    @Test
    void aChangedFileEndsTheWait() {
        seen(file("1"));
        empire.exited("a.conf", false, NOON);

        assertThat(seen(file("2"))).containsExactly(new Order.Spawn(file("2")));
    }

    @Test
    void whoFailsWhileItsFileChangesStartsAtOnce() {
        seen(file("1"));
        seen(file("2"));

        assertThat(empire.exited("a.conf", false, NOON))
                .containsExactly(new Order.Spawn(file("2")));
    }

    @Test
    void whoEndsByItselfRestsUntilItsFileChanges() {
        serves();
        empire.leaving("a.conf");
        empire.exited("a.conf", true, NOON);

        assertThat(seenAt(86_400, file("1"))).isEmpty();
        assertThat(empire.next("a.conf", NOON))
                .hasValueSatisfying(words -> assertThat(words).contains("has ended by itself"));
        assertThat(seenAt(86_400, file("2"))).hasSize(1);
    }

    @Test
    void theEndStopsAllAndStartsNobody() {
        serves();

        assertThat(empire.stopAll(NOON)).containsExactly(new Order.Stop("a.conf"));
        assertThat(seen(file("2"))).isEmpty();
        assertThat(empire.ended()).isFalse();
        assertThat(empire.killAll()).containsExactly(new Order.Kill("a.conf"));
        assertThat(empire.exited("a.conf", false, NOON)).isEmpty();
        assertThat(empire.ended()).isTrue();
    }

    @Test
    void theEndOfNobodyIsAtOnce() {
        seen(file("1"));
        empire.exited("a.conf", false, NOON);

        assertThat(empire.stopAll(NOON)).isEmpty();
        assertThat(empire.ended()).isTrue();
    }

    @Test
    void allReadTheirFilesAgain() {
        serves();

        assertThat(empire.reloadAll()).containsExactly(new Order.Reload("a.conf"));
    }
}

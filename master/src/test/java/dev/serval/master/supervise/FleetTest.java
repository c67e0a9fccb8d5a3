package dev.serval.master.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.master.supervise.Command.Drain;
import dev.serval.master.supervise.Command.Exit;
import dev.serval.master.supervise.Command.Kill;
import dev.serval.master.supervise.Command.Log;
import dev.serval.master.supervise.Command.SendRoster;
import dev.serval.master.supervise.Command.Spawn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ChildId ROUTER = new ChildId(Role.ROUTER, 1);
    private static final ChildId ONE = new ChildId(Role.WORKER, 1);
    private static final ChildId TWO = new ChildId(Role.WORKER, 2);
    private static final Duration MERCY = Duration.ofSeconds(60);
    private static final ExitStatus SIGKILLED = new ExitStatus(137);

    private static final Member M1 = new Member(1, 11, 8);
    private static final Member M2 = new Member(2, 12, 8);

    private static final FleetRules RULES =
            new FleetRules(
                    1, 2, 1, 8, true, Duration.ofSeconds(60), MERCY, 0, 0, Duration.ofSeconds(60));

    private final Fleet fleet = new Fleet(RULES);
    private Instant now = NOON;

    @Test
    void aStartedFleetSpawnsEveryChildOnce() {
        assertThat(effects(new FleetEvent.Started()))
                .containsExactly(new Spawn(ROUTER, 1), new Spawn(ONE, 1), new Spawn(TWO, 1));
        assertThat(effects(new FleetEvent.Tick())).isEmpty();
    }

    @Test
    void theRouterIsToldOfEachWorkerThatBecomesReady() {
        serving();

        assertThat(fleet.roster()).containsExactly(M1, M2);
    }

    @Test
    void aKilledWorkerLeavesTheRosterAndIsReplacedAtOnce() {
        serving();

        assertThat(effects(new FleetEvent.Exited(ONE, 11, SIGKILLED)))
                .containsExactly(
                        new Spawn(ONE, 1), new SendRoster(List.of(M2)), new Command.Lead(TWO, 12));
    }

    @Test
    void theDeathOfAWorkerIsToldTheWayUwsgiTellsIt() {
        serving();

        assertThat(fleet.apply(new FleetEvent.Exited(ONE, 11, SIGKILLED), now))
                .contains(
                        new Log(
                                "DAMN ! worker 1 (pid: 11) died, killed by signal 9 :("
                                        + " trying respawn ..."));
    }

    @Test
    void aCrashLoopSlowsDown() {
        serving();
        effects(new FleetEvent.Exited(ONE, 11, SIGKILLED));
        effects(new FleetEvent.Spawned(ONE, 21));

        assertThat(effects(new FleetEvent.Exited(ONE, 21, SIGKILLED))).isEmpty();
        now = now.plusMillis(99);
        assertThat(effects(new FleetEvent.Tick())).isEmpty();
        now = now.plusMillis(1);
        assertThat(effects(new FleetEvent.Tick())).containsExactly(new Spawn(ONE, 1));
    }

    @Test
    void aWorkerThatServedLongIsReplacedAtOnceHoweverOftenItsSlotDied() {
        serving();
        effects(new FleetEvent.Exited(ONE, 11, SIGKILLED));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.SaidReady(ONE, 21));
        now = now.plusSeconds(11);

        assertThat(effects(new FleetEvent.Exited(ONE, 21, SIGKILLED)))
                .containsExactly(new Spawn(ONE, 1), new SendRoster(List.of(M2)));
    }

    @Test
    void theServerEndsWhenNoWorkerEverBecameReady() {
        spawned();

        assertThat(effects(new FleetEvent.Exited(ONE, 11, new ExitStatus(22))))
                .containsExactly(new Spawn(ONE, 1));
        effects(new FleetEvent.Spawned(ONE, 21));
        assertThat(effects(new FleetEvent.Exited(TWO, 12, new ExitStatus(22))))
                .containsExactly(
                        new Kill(ROUTER, 10, "the application did not start"),
                        new Kill(ONE, 21, "the application did not start"));
        assertThat(effects(new FleetEvent.Exited(ROUTER, 10, SIGKILLED))).isEmpty();
        assertThat(effects(new FleetEvent.Exited(ONE, 21, SIGKILLED)))
                .containsExactly(new Exit(Fleet.APP_FAILED));
    }

    @Test
    void aWorkerThatServesSinceAReloadCountsAsReadyWhenARouterCannotStart() {
        spawned();
        effects(new FleetEvent.ConfigRead(RULES, false));
        effects(new FleetEvent.Spawned(ROUTER, 20));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.Spawned(TWO, 22));
        effects(new FleetEvent.SaidReady(ROUTER, 20));
        effects(new FleetEvent.SaidReady(ONE, 21));
        effects(new FleetEvent.SaidReady(TWO, 22));

        effects(new FleetEvent.Exited(ROUTER, 20, SIGKILLED));
        for (int i = 0; i < 3; i++) {
            effects(new FleetEvent.SpawnFailed(ROUTER, "there is no process to be had"));
            now = now.plusSeconds(20);
            effects(new FleetEvent.Tick());
        }

        assertThat(fleet.roster()).hasSize(2);
    }

    @Test
    void aStopDrainsTheRouterFirstThenTheWorkersThenEnds() {
        serving();

        assertThat(effects(new FleetEvent.StopAsked()))
                .containsExactly(new Command.Farewell(), new Drain(ROUTER, 10, MERCY));
        assertThat(effects(new FleetEvent.Exited(ROUTER, 10, new ExitStatus(0))))
                .containsExactly(
                        new SendRoster(List.of()),
                        new Drain(ONE, 11, MERCY),
                        new Drain(TWO, 12, MERCY));
        effects(new FleetEvent.Exited(ONE, 11, new ExitStatus(0)));
        assertThat(effects(new FleetEvent.Exited(TWO, 12, new ExitStatus(0))))
                .endsWith(new Exit(0));
    }

    @Test
    void aChildThatDoesNotDrainInTimeIsKilledOnce() {
        serving();
        effects(new FleetEvent.StopAsked());
        now = now.plusSeconds(61);

        assertThat(effects(new FleetEvent.Tick()))
                .containsExactly(new Kill(ROUTER, 10, "is taking too much time to die"));
        assertThat(effects(new FleetEvent.Tick())).isEmpty();
    }

    @Test
    void aSecondSignalKillsEverything() {
        serving();
        effects(new FleetEvent.StopAsked());

        assertThat(effects(new FleetEvent.KillAsked()))
                .filteredOn(Kill.class::isInstance)
                .hasSize(3);
    }

    @Test
    void newsOfAProcessThatIsNoLongerTheSlotsOwnChangesNothing() {
        serving();
        effects(new FleetEvent.Exited(ONE, 11, SIGKILLED));
        effects(new FleetEvent.Spawned(ONE, 21));

        assertThat(effects(new FleetEvent.Exited(ONE, 11, SIGKILLED))).isEmpty();
        assertThat(effects(new FleetEvent.SaidReady(ONE, 11))).isEmpty();
    }

    private void spawned() {
        effects(new FleetEvent.Started());
        effects(new FleetEvent.Spawned(ROUTER, 10));
        effects(new FleetEvent.Spawned(ONE, 11));
        effects(new FleetEvent.Spawned(TWO, 12));
    }

    private void serving() {
        spawned();
        effects(new FleetEvent.SaidReady(ROUTER, 10));
        effects(new FleetEvent.SaidReady(ONE, 11));
        effects(new FleetEvent.SaidReady(TWO, 12));
    }

    private List<Command> effects(FleetEvent event) {
        return fleet.apply(event, now).stream().filter(c -> !(c instanceof Log)).toList();
    }
}

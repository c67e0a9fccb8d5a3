package dev.serval.master.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.master.supervise.Command.Adopt;
import dev.serval.master.supervise.Command.Drain;
import dev.serval.master.supervise.Command.Kill;
import dev.serval.master.supervise.Command.Log;
import dev.serval.master.supervise.Command.ReadConfig;
import dev.serval.master.supervise.Command.ReloadEnded;
import dev.serval.master.supervise.Command.SendRoster;
import dev.serval.master.supervise.Command.Spawn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuccessionTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ChildId ROUTER = new ChildId(Role.ROUTER, 1);
    private static final ChildId ONE = new ChildId(Role.WORKER, 1);
    private static final ChildId TWO = new ChildId(Role.WORKER, 2);
    private static final Duration MERCY = Duration.ofSeconds(60);
    private static final ExitStatus OK = new ExitStatus(0);
    private static final ExitStatus NO_APP = new ExitStatus(22);
    private static final FleetRules RULES =
            new FleetRules(
                    1, 2, 1, 8, true, Duration.ofSeconds(60), MERCY, 0, 0, Duration.ofSeconds(60));

    private final Fleet fleet = new Fleet(RULES);
    private Instant now = NOON;

    @BeforeEach
    void serving() {
        effects(new FleetEvent.Started());
        started(ROUTER, 10);
        started(ONE, 11);
        started(TWO, 12);
    }

    @Test
    void aReloadReadsTheConfigurationFirst() {
        assertThat(effects(new FleetEvent.ReloadAsked(false)))
                .containsExactly(new ReadConfig(false));
    }

    @Test
    void aRefusedConfigurationChangesNothing() {
        effects(new FleetEvent.ReloadAsked(false));

        assertThat(effects(new FleetEvent.ConfigRefused("app.conf:1: wrong")))
                .containsExactly(new ReloadEnded(false, "app.conf:1: wrong"));
        assertThat(fleet.roster()).hasSize(2);
    }

    @Test
    void aNewGenerationStartsWholeBeforeTheOldOneIsTouched() {
        assertThat(reload()).containsExactly(spawn(ROUTER), spawn(ONE), spawn(TWO));

        effects(new FleetEvent.Spawned(ROUTER, 20));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.Spawned(TWO, 22));
        assertThat(effects(new FleetEvent.SaidReady(ROUTER, 20))).isEmpty();
        assertThat(effects(new FleetEvent.SaidReady(ONE, 21))).isEmpty();
        assertThat(fleet.roster()).containsExactly(member(1, 11), member(2, 12));
    }

    @Test
    void theNewGenerationTakesOverWhenItsLastProcessIsReady() {
        reload();
        effects(new FleetEvent.Spawned(ROUTER, 20));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.Spawned(TWO, 22));
        effects(new FleetEvent.SaidReady(TWO, 22));
        effects(new FleetEvent.SaidReady(ONE, 21));

        assertThat(effects(new FleetEvent.SaidReady(ROUTER, 20)))
                .containsExactly(
                        new SendRoster(List.of(member(1, 11), member(2, 12))),
                        new Adopt(2),
                        new ReloadEnded(true, "generation 2 serves"),
                        new SendRoster(List.of(member(1, 21), member(2, 22))),
                        new Drain(ROUTER, 10, MERCY),
                        new Drain(ONE, 11, MERCY),
                        new Drain(TWO, 12, MERCY));
    }

    @Test
    void aGenerationOfWhichOneDiesIsThrownAwayWhole() {
        reload();
        effects(new FleetEvent.Spawned(ROUTER, 20));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.Spawned(TWO, 22));

        assertThat(effects(new FleetEvent.Exited(ONE, 21, NO_APP)))
                .containsExactly(
                        new Kill(ROUTER, 20, "its generation is discarded"),
                        new Kill(TWO, 22, "its generation is discarded"),
                        new ReloadEnded(
                                false,
                                "generation 2 discarded: worker 1 (pid: 21) died, exit code 22;"
                                        + " generation 1 serves on"));
        assertThat(fleet.roster()).containsExactly(member(1, 11), member(2, 12));
    }

    @Test
    void aGenerationThatHangsIsKilledAndThrownAway() {
        reload();
        effects(new FleetEvent.Spawned(ROUTER, 20));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.Spawned(TWO, 22));
        now = now.plusSeconds(61);

        assertThat(effects(new FleetEvent.Tick()))
                .contains(new Kill(ONE, 21, "not ready after 60 s"));
        effects(new FleetEvent.Exited(ONE, 21, new ExitStatus(137)));
        assertThat(fleet.reloading()).isFalse();
        assertThat(fleet.roster()).containsExactly(member(1, 11), member(2, 12));
    }

    @Test
    void aReloadAskedForDuringAReloadFollowsIt() {
        reload();
        effects(new FleetEvent.Spawned(ONE, 21));

        assertThat(effects(new FleetEvent.ReloadAsked(false))).isEmpty();
        assertThat(effects(new FleetEvent.Exited(ONE, 21, NO_APP))).contains(new ReadConfig(false));
    }

    @Test
    void aChainRenewsOneProcessAfterTheOther() {
        effects(new FleetEvent.ReloadAsked(true));
        assertThat(effects(new FleetEvent.ConfigRead(RULES, true))).containsExactly(spawn(ROUTER));
        effects(new FleetEvent.Spawned(ROUTER, 20));
        effects(new FleetEvent.SaidReady(ROUTER, 20));
        assertThat(effects(new FleetEvent.Exited(ROUTER, 10, OK))).containsExactly(spawn(ONE));
        effects(new FleetEvent.Spawned(ONE, 21));
        assertThat(effects(new FleetEvent.SaidReady(ONE, 21)))
                .containsExactly(
                        new SendRoster(List.of(member(1, 21), member(2, 12))),
                        new Drain(ONE, 11, MERCY));
        assertThat(effects(new FleetEvent.Exited(ONE, 11, OK)))
                .containsExactly(spawn(TWO), new Command.Lead(ONE, 21));
        effects(new FleetEvent.Spawned(TWO, 22));
        effects(new FleetEvent.SaidReady(TWO, 22));
        assertThat(effects(new FleetEvent.Exited(TWO, 12, OK)))
                .containsExactly(new Adopt(2), new ReloadEnded(true, "generation 2 serves"));
    }

    @Test
    void aReloadMayChangeHowManyWorkersThereAre() {
        effects(new FleetEvent.ReloadAsked(false));
        effects(new FleetEvent.ConfigRead(RULES.withWorkers(1), false));
        effects(new FleetEvent.Spawned(ROUTER, 20));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.SaidReady(ROUTER, 20));

        assertThat(effects(new FleetEvent.SaidReady(ONE, 21)))
                .contains(new Drain(TWO, 12, MERCY))
                .contains(new SendRoster(List.of(member(1, 21))));
        effects(new FleetEvent.Exited(TWO, 12, OK));
        assertThat(fleet.view()).hasSize(2);
    }

    @Test
    void aWornWorkerIsReplacedBeforeItIsDrained() {
        assertThat(effects(new FleetEvent.Worn(ONE, 11, "has served 5 requests")))
                .containsExactly(new Spawn(ONE, 1));
        effects(new FleetEvent.Spawned(ONE, 21));

        assertThat(effects(new FleetEvent.SaidReady(ONE, 21)))
                .containsExactly(
                        new SendRoster(List.of(member(1, 21), member(2, 12))),
                        new Drain(ONE, 11, MERCY));
    }

    @Test
    void wornWorkersGoOneByOne() {
        effects(new FleetEvent.Worn(ONE, 11, "is old"));

        assertThat(effects(new FleetEvent.Worn(TWO, 12, "is old"))).isEmpty();
    }

    @Test
    void aReplacementThatFailsIsNotTriedAgainAtOnce() {
        effects(new FleetEvent.Worn(ONE, 11, "is old"));
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.Exited(ONE, 21, NO_APP));

        assertThat(effects(new FleetEvent.Worn(ONE, 11, "is old"))).isEmpty();
        now = now.plusSeconds(10);
        assertThat(effects(new FleetEvent.Worn(ONE, 11, "is old")))
                .containsExactly(new Spawn(ONE, 1));
    }

    @Test
    void aStuckWorkerIsKilledOnlyOnceNothingElseRunsThere() {
        effects(new FleetEvent.Unfit(ONE, 11, "has 1 stuck request"));
        assertThat(effects(new FleetEvent.Hopeless(ONE, 11))).isEmpty();
        effects(new FleetEvent.Spawned(ONE, 21));
        effects(new FleetEvent.SaidReady(ONE, 21));

        assertThat(effects(new FleetEvent.Hopeless(ONE, 11)))
                .containsExactly(new Kill(ONE, 11, "only stuck requests are left"));
        assertThat(effects(new FleetEvent.Hopeless(ONE, 11))).isEmpty();
    }

    @Test
    void anIncumbentThatDiesWhileItsSuccessorStartsIsNotSpawnedTwice() {
        effects(new FleetEvent.Worn(ONE, 11, "is old"));
        effects(new FleetEvent.Spawned(ONE, 21));

        assertThat(effects(new FleetEvent.Exited(ONE, 11, new ExitStatus(137))))
                .containsExactly(new SendRoster(List.of(member(2, 12))), new Command.Lead(TWO, 12));
        assertThat(effects(new FleetEvent.SaidReady(ONE, 21)))
                .containsExactly(new SendRoster(List.of(member(1, 21), member(2, 12))));
    }

    @Test
    void moreWorkersAreStartedAndFewerAreDrained() {
        effects(new FleetEvent.Scale(1));
        assertThat(effects(new FleetEvent.Tick()))
                .containsExactly(new Spawn(new ChildId(Role.WORKER, 3), 1));

        started(new ChildId(Role.WORKER, 3), 13);
        assertThat(effects(new FleetEvent.Scale(-2)))
                .containsExactly(
                        new SendRoster(List.of(member(1, 11))),
                        new Drain(TWO, 12, MERCY),
                        new Drain(new ChildId(Role.WORKER, 3), 13, MERCY));
    }

    @Test
    void aWorkerThatThereIsNoWorkForMayTakeItsTime() {
        effects(new FleetEvent.Resize(1, "0 of 16 cores busy"));
        now = now.plus(MERCY).plusSeconds(1);

        assertThat(fleet.roster()).containsExactly(member(1, 11));
        assertThat(effects(new FleetEvent.Tick())).isEmpty();
    }

    @Test
    void aServerThatStopsIsNotHeldUpByOne() {
        effects(new FleetEvent.Resize(1, "0 of 16 cores busy"));
        effects(new FleetEvent.StopAsked());
        now = now.plus(MERCY).plusSeconds(1);

        assertThat(effects(new FleetEvent.Tick()))
                .contains(new Kill(TWO, 12, "is taking too much time to die"));
    }

    @Test
    void anOperatorLeavesAtLeastTheFewestThereMayBe() {
        effects(new FleetEvent.Scale(-5));

        assertThat(fleet.workers()).isEqualTo(1);
    }

    @Test
    void aFleetWithoutWorkersIsReloadedWithItsRouterAlone() {
        effects(new FleetEvent.Resize(0, "no request for 60 s"));
        effects(new FleetEvent.Exited(ONE, 11, OK));
        effects(new FleetEvent.Exited(TWO, 12, OK));
        effects(new FleetEvent.ReloadAsked(false));

        assertThat(effects(new FleetEvent.ConfigRead(RULES.withWorkers(0), false)))
                .containsExactly(spawn(ROUTER));
    }

    @Test
    void aStopDuringAReloadKillsWhoHasNotServedYet() {
        reload();
        effects(new FleetEvent.Spawned(ONE, 21));

        assertThat(effects(new FleetEvent.StopAsked()))
                .containsExactly(
                        new Kill(ONE, 21, "the server stops"),
                        new Command.Farewell(),
                        new Drain(ROUTER, 10, MERCY));
    }

    private List<Command> reload() {
        effects(new FleetEvent.ReloadAsked(false));
        return effects(new FleetEvent.ConfigRead(RULES, false));
    }

    private void started(ChildId id, long pid) {
        effects(new FleetEvent.Spawned(id, pid));
        effects(new FleetEvent.SaidReady(id, pid));
    }

    private static Spawn spawn(ChildId id) {
        return new Spawn(id, 2);
    }

    private static Member member(int worker, long pid) {
        return new Member(worker, pid, 8);
    }

    private List<Command> effects(FleetEvent event) {
        return fleet.apply(event, now).stream().filter(c -> !(c instanceof Log)).toList();
    }
}

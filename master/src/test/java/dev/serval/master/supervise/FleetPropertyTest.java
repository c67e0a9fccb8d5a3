package dev.serval.master.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.Member;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens, in whatever order. */
class FleetPropertyTest {

    private static final FleetRules RULES =
            new FleetRules(
                    1,
                    3,
                    1,
                    8,
                    false,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    1,
                    1,
                    Duration.ofSeconds(60));

    @Property(tries = 2000)
    void aFleetNeverGivesRequestsToAProcessThatIsNotReady(
            @ForAll @Size(min = 20, max = 200) List<@IntRange(max = 999) Integer> script) {
        FleetSimulation simulation = new FleetSimulation(RULES);
        for (int step : script) {
            simulation.step(step);

            List<Member> roster = simulation.roster();
            assertThat(roster).extracting(Member::worker).doesNotHaveDuplicates();
            assertThat(simulation.readyAndWanted())
                    .containsAll(roster.stream().map(Member::pid).toList());
        }
    }

    @Property(tries = 2000)
    void noReplacementCostsAWorkerThatServes(
            @ForAll @Size(min = 20, max = 200) List<@IntRange(max = 999) Integer> script) {
        FleetSimulation simulation = new FleetSimulation(RULES);
        for (int step : script) {
            int before = simulation.roster().size();
            boolean mayCost = simulation.step(step);

            assertThat(mayCost || simulation.roster().size() >= before).isTrue();
        }
    }

    @Property(tries = 2000)
    void aFleetThatIsStoppedEndsWithEveryProcessReaped(
            @ForAll @Size(max = 100) List<@IntRange(max = 999) Integer> script) {
        FleetSimulation simulation = new FleetSimulation(RULES);
        script.forEach(simulation::step);

        simulation.stopAndLetEverybodyGo();

        assertThat(simulation.ended()).isTrue();
        assertThat(simulation.alive()).isEmpty();
    }

    @Property(tries = 2000)
    void aFleetLeftAloneServesAgainWithAllItsWorkersUnlessItNeverDid(
            @ForAll @Size(max = 100) List<@IntRange(max = 999) Integer> script) {
        FleetSimulation simulation = new FleetSimulation(RULES);
        script.forEach(simulation::step);

        simulation.calm();

        assertThat(simulation.ended() || simulation.wanted() == 0 || simulation.leader() != 0)
                .as("somebody leads")
                .isTrue();
        // A router that dies over and over before any worker was ready is the end of a start.
        assertThat(simulation.ended() || simulation.roster().size() == simulation.wanted())
                .isTrue();
    }
}

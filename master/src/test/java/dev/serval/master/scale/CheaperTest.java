package dev.serval.master.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.master.scale.CheaperRules.Band;
import dev.serval.master.scale.CheaperRules.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheaperTest {

    private static final int CORES = 4;
    private static final Band BAND = new Band(25, 50, 3);

    @Test
    void spareAddsAWorkerWhenNoCoreWasFreeForLongEnough() {
        assertThat(run(cheaper(Kind.SPARE, 2, 3), 1, load(1, 4, 0), 4)).containsExactly(1, 1, 3, 3);
    }

    @Test
    void spareWaitsForWhoIsStarting() {
        Load starting = new Load(3, 1, CORES, 4, 9, 0);

        assertThat(run(cheaper(Kind.SPARE, 1, 2), 3, starting, 5)).containsOnly(3);
    }

    @Test
    void spareTakesOneAwayWhenTheOthersCouldDoItsWork() {
        assertThat(run(cheaper(Kind.SPARE, 1, 2), 4, load(4, 3, 0), 2)).containsExactly(4, 3);
    }

    @Test
    void spareTakesNobodyAwayWhoWouldBeMissed() {
        assertThat(run(cheaper(Kind.SPARE, 1, 2), 2, load(2, 3, 0), 9)).containsOnly(2);
    }

    @Test
    void oneMomentOfCalmStartsTheCountAgain() {
        Cheaper cheaper = cheaper(Kind.SPARE, 1, 2);

        assertThat(cheaper.wanted(load(1, 4, 0))).isEqualTo(1);
        assertThat(cheaper.wanted(load(1, 2, 0))).isEqualTo(1);
        assertThat(cheaper.wanted(load(1, 4, 0))).isEqualTo(1);
    }

    @Test
    void backlogCountsWhoWaits() {
        Cheaper cheaper = cheaper(Kind.BACKLOG, 1, 5);

        assertThat(cheaper.wanted(load(1, 4, 5))).isEqualTo(1);
        assertThat(cheaper.wanted(load(1, 4, 6))).isEqualTo(2);
        assertThat(cheaper.wanted(load(2, 8, 0))).isEqualTo(2);
        assertThat(cheaper.wanted(load(2, 0, 0))).isEqualTo(1);
    }

    @Test
    void busynessGoesByTheAverageOfASpan() {
        Cheaper cheaper = cheaper(Kind.BUSYNESS, 1, 2);

        assertThat(cheaper.wanted(load(1, 4, 0))).isEqualTo(1);
        assertThat(cheaper.wanted(load(1, 1, 0))).isEqualTo(2);
    }

    @Test
    void busynessTakesOneAwayAfterManyQuietSpans() {
        assertThat(run(cheaper(Kind.BUSYNESS, 1, 1), 3, load(3, 1, 0), 3)).containsExactly(3, 3, 2);
    }

    @Test
    void whoWasMissedAtOnceStaysLongerNextTime() {
        Cheaper cheaper = cheaper(Kind.BUSYNESS, 1, 1);
        assertThat(run(cheaper, 2, load(2, 0, 0), 3)).containsExactly(2, 2, 1);
        assertThat(cheaper.wanted(load(1, 4, 0))).isEqualTo(2);

        assertThat(run(cheaper, 2, load(2, 0, 0), 5)).containsExactly(2, 2, 2, 2, 1);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsAddedWhoWouldNotFitIntoMemory(Kind kind) {
        Cheaper cheaper = new Cheaper(new CheaperRules(kind, 1, 8, 1, 1, 1000, BAND));
        Load heavy = new Load(1, 1, CORES, 4, 50, 1000);

        assertThat(run(cheaper, 1, heavy, 20)).containsOnly(1);
    }

    private static Cheaper cheaper(Kind kind, int step, int overload) {
        return new Cheaper(new CheaperRules(kind, 1, 8, step, overload, 0, BAND));
    }

    private static Load load(int workers, double busy, int waiting) {
        return new Load(workers, workers, CORES, busy, waiting, 0);
    }

    /** The same second over and over; the number that is wanted after each. */
    private static List<Integer> run(Cheaper cheaper, int from, Load each, int seconds) {
        List<Integer> wanted = new ArrayList<>();
        int now = from;
        for (int i = 0; i < seconds; i++) {
            now =
                    cheaper.wanted(
                            new Load(
                                    now,
                                    each.growing() ? each.ready() : now,
                                    each.cores(),
                                    each.busy(),
                                    each.waiting(),
                                    each.rssBytes()));
            wanted.add(now);
        }
        return wanted;
    }
}

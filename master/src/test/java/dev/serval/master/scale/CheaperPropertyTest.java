package dev.serval.master.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.master.scale.CheaperRules.Band;
import dev.serval.master.scale.CheaperRules.Kind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the load, whichever the algorithm. */
class CheaperPropertyTest {

    private static final int LEAST = 2;
    private static final int MOST = 7;
    private static final int STEP = 3;
    private static final int CORES = 4;

    private static Cheaper cheaper(Kind kind) {
        return new Cheaper(new CheaperRules(kind, LEAST, MOST, STEP, 2, 0, new Band(25, 50, 3)));
    }

    @Property
    void theNumberStaysWithinItsBoundsAndMovesByOneStep(
            @ForAll Kind kind,
            @ForAll @Size(min = 20, max = 200) List<@IntRange(max = 999) Integer> script) {
        Cheaper cheaper = cheaper(kind);
        int workers = LEAST;
        for (int second : script) {
            int next = cheaper.wanted(load(workers, second));

            assertThat(next).isBetween(LEAST, MOST).isBetween(workers - 1, workers + STEP);
            workers = next;
        }
    }

    @Property
    void aNumberThatAnOperatorChoseOutsideIsOnlyMovedTowardsThem(
            @ForAll Kind kind,
            @ForAll @IntRange(min = 8, max = 20) int above,
            @ForAll @Size(min = 20, max = 100) List<@IntRange(max = 999) Integer> script) {
        Cheaper cheaper = cheaper(kind);
        for (int second : script) {
            assertThat(cheaper.wanted(load(above, second))).isBetween(above - 1, above);
        }
    }

    @Property
    void calmLeadsBackToTheFewest(
            @ForAll Kind kind, @ForAll @IntRange(min = LEAST, max = 20) int from) {
        Cheaper cheaper = cheaper(kind);
        int workers = from;
        for (int second = 0; second < 1000; second++) {
            workers = cheaper.wanted(new Load(workers, workers, CORES, 0, 0, 0));
        }

        assertThat(workers).isEqualTo(LEAST);
    }

    @Property
    void loadLeadsToTheMost(@ForAll Kind kind) {
        Cheaper cheaper = cheaper(kind);
        int workers = LEAST;
        for (int second = 0; second < 100; second++) {
            workers = cheaper.wanted(new Load(workers, workers, CORES, workers * CORES, 9, 0));
        }

        assertThat(workers).isEqualTo(MOST);
    }

    private static Load load(int workers, int number) {
        int ready = number % 5 == 0 ? workers - 1 : workers;
        double busy = number / 10 % 10 / 9.0 * ready * CORES;
        return new Load(workers, ready, CORES, busy, number / 100, number);
    }
}

package dev.serval.master.server;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.CheaperOptions;
import dev.serval.control.table.ProcessOptions;
import dev.serval.master.scale.CheaperRules;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many workers the operator wants, and what may change that.
 *
 * @param initial at the start
 * @param most under load
 * @param cheaper by what the load decides; empty if it does not
 * @param idle how long nobody may have asked before all workers go; zero for ever
 * @param dieOnIdle whether the server goes instead
 */
record Scaling(
        int initial, int most, Optional<CheaperRules> cheaper, Duration idle, boolean dieOnIdle) {

    private static final List<Option<?>> NEED_CHEAPER =
            List.of(
                    CheaperOptions.CHEAPER_INITIAL,
                    CheaperOptions.CHEAPER_STEP,
                    CheaperOptions.CHEAPER_ALGO,
                    CheaperOptions.CHEAPER_OVERLOAD,
                    CheaperOptions.CHEAPER_BUSYNESS_MIN,
                    CheaperOptions.CHEAPER_BUSYNESS_MAX,
                    CheaperOptions.CHEAPER_BUSYNESS_MULTIPLIER,
                    CheaperOptions.CHEAPER_RSS_LIMIT_SOFT);

    /** For a server without an application of ours. */
    private static final Scaling NONE = new Scaling(0, 0, Optional.empty(), Duration.ZERO, false);

    /**
     * @param app whether there are workers at all
     * @throws OptionException if options do not go together
     */
    static Scaling of(OptionValues values, boolean app) {
        Duration idle = values.get(CheaperOptions.IDLE);
        boolean dies = values.get(CheaperOptions.DIE_ON_IDLE);
        boolean cheaper = values.isSaid(CheaperOptions.CHEAPER);
        if (!app && (cheaper || !idle.isZero())) {
            throw OptionException.combination(
                    "--cheaper and --idle are about workers, and there is no application for them;"
                            + " add --module pkg.Class");
        }
        if (dies && idle.isZero()) {
            throw OptionException.combination(
                    "--die-on-idle needs to know after what time; add --idle 10m");
        }
        if (!app) {
            return NONE;
        }
        int most = values.get(ProcessOptions.PROCESSES);
        if (!cheaper) {
            NEED_CHEAPER.stream().filter(values::isSaid).findFirst().ifPresent(Scaling::alone);
            return new Scaling(most, most, Optional.empty(), idle, dies);
        }
        CheaperRules rules = rules(values, most);
        int initial =
                values.isSaid(CheaperOptions.CHEAPER_INITIAL)
                        ? values.get(CheaperOptions.CHEAPER_INITIAL)
                        : rules.least();
        if (initial < rules.least() || initial > most) {
            throw OptionException.combination(
                    "--cheaper-initial is %d; it must be %d (--cheaper) to %d (--processes)"
                            .formatted(initial, rules.least(), most));
        }
        return new Scaling(initial, most, Optional.of(rules), idle, dies);
    }

    private static void alone(Option<?> option) {
        throw OptionException.combination(
                "--%s is for a number of workers that follows the load; add --cheaper 1"
                        .formatted(option.name()));
    }

    private static CheaperRules rules(OptionValues values, int most) {
        int least = values.get(CheaperOptions.CHEAPER);
        if (least >= most) {
            throw OptionException.combination(
                    "--cheaper is %d and --processes is %d; --cheaper is the smaller number"
                            .formatted(least, most));
        }
        CheaperRules.Band band =
                new CheaperRules.Band(
                        values.get(CheaperOptions.CHEAPER_BUSYNESS_MIN),
                        values.get(CheaperOptions.CHEAPER_BUSYNESS_MAX),
                        values.get(CheaperOptions.CHEAPER_BUSYNESS_MULTIPLIER));
        if (band.min() >= band.max()) {
            throw OptionException.combination(
                    "--cheaper-busyness-min is %d and --cheaper-busyness-max is %d; the first is"
                                    .formatted(band.min(), band.max())
                            + " the smaller number");
        }
        return new CheaperRules(
                CheaperRules.Kind.valueOf(
                        values.get(CheaperOptions.CHEAPER_ALGO).toUpperCase(Locale.ROOT)),
                least,
                most,
                values.get(CheaperOptions.CHEAPER_STEP),
                values.get(CheaperOptions.CHEAPER_OVERLOAD),
                values.get(CheaperOptions.CHEAPER_RSS_LIMIT_SOFT),
                band);
    }

    /** The fewest workers an operator may leave. */
    int least() {
        return cheaper.map(CheaperRules::least).orElse(Math.min(1, most));
    }

    /**
     * How many workers a generation begins with, when there are so many before it: a reload under
     * load does not go back to few, and one at night wakes nobody.
     */
    int after(int workers) {
        if (workers == 0 && !idle.isZero()) {
            return 0;
        }
        return cheaper.map(rules -> Math.clamp(workers, rules.least(), most)).orElse(initial);
    }
}

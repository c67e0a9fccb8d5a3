package dev.serval.master.server;

import dev.serval.control.config.SpoolConfig;
import dev.serval.control.config.SpoolConfig.Queue;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.SpoolFolder;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.SpoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which queues of jobs there are, and how they are worked off. */
final class SpoolPlan {

    private SpoolPlan() {}

    /**
     * @throws OptionException if options do not go together
     */
    static SpoolConfig of(OptionValues values) {
        List<Queue> queues = new ArrayList<>();
        for (SpoolFolder spool : values.all(SpoolOptions.SPOOLER)) {
            Path folder = spool.folder().toAbsolutePath().normalize();
            for (Queue before : queues) {
                if (before.name().equals(spool.name())) {
                    throw OptionException.combination(
                            "two spoolers are called %s; give one of them another name: --spooler"
                                            .formatted(spool.name())
                                    + " NAME=%s".formatted(folder));
                }
                if (Path.of(before.folder()).equals(folder)) {
                    throw OptionException.combination(
                            "the spoolers %s and %s have one folder, %s; each needs its own"
                                    .formatted(before.name(), spool.name(), folder));
                }
            }
            queues.add(new Queue(spool.name(), folder.toString()));
        }
        check(values, queues);
        return new SpoolConfig(
                queues,
                values.get(SpoolOptions.PROCESSES),
                values.get(SpoolOptions.FSYNC),
                values.get(SpoolOptions.MAX_SIZE),
                values.get(SpoolOptions.MAX_ATTEMPTS),
                values.get(SpoolOptions.RETRY_DELAY),
                values.get(SpoolOptions.HARAKIRI),
                values.get(SpoolOptions.MAX_TASKS),
                values.get(SpoolOptions.ORDERED));
    }

    private static void check(OptionValues values, List<Queue> queues) {
        if (!queues.isEmpty() && !values.isSaid(AppOptions.MODULE)) {
            throw OptionException.combination(
                    "--spooler needs an application that does its jobs; add --module pkg.Class");
        }
        if (values.get(SpoolOptions.ORDERED) && values.get(SpoolOptions.PROCESSES) > 1) {
            throw OptionException.combination(
                    "--spooler-ordered is one job after the other, which several processes cannot"
                            + " do; leave out --spooler-processes");
        }
    }
}

package dev.serval.master.server;

import dev.serval.control.config.SpoolConfig;
import dev.serval.control.config.SpoolConfig.Queue;
import dev.serval.control.option.OptionException;
import dev.serval.control.option.SpoolPlace;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.SpoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which queues of jobs there are, and how they are worked off. */
final class SpoolPlan {

    private SpoolPlan() {}

    /**
     * @param classPath the application's
     * @throws OptionException if options do not go together
     */
    static SpoolConfig of(OptionValues values, List<String> classPath) {
        Optional<String> password = SpoolPassword.of(values);
        List<Queue> queues = new ArrayList<>();
        for (SpoolPlace spool : values.all(SpoolOptions.SPOOLER)) {
            boolean url = SpoolPlace.isUrl(spool.place());
            String place = url ? spool.place() : folder(spool.place());
            for (Queue before : queues) {
                if (before.name().equals(spool.name())) {
                    throw OptionException.combination(
                            "two spoolers are called %s; give one of them another name: --spooler"
                                            .formatted(spool.name())
                                    + " NAME=%s".formatted(place));
                }
                if (!url && before.place().equals(place)) {
                    throw OptionException.combination(
                            "the spoolers %s and %s have one folder, %s; each needs its own"
                                    .formatted(before.name(), spool.name(), place));
                }
            }
            String secret = spool.password().isEmpty() ? password.orElse("") : spool.password();
            queues.add(new Queue(spool.name(), place, url ? secret : ""));
        }
        check(values, queues);
        return new SpoolConfig(
                queues,
                drivers(values, queues, classPath),
                values.get(SpoolOptions.PROCESSES),
                values.get(SpoolOptions.FSYNC),
                values.get(SpoolOptions.MAX_SIZE),
                values.get(SpoolOptions.MAX_ATTEMPTS),
                values.get(SpoolOptions.RETRY_DELAY),
                values.get(SpoolOptions.HARAKIRI),
                values.get(SpoolOptions.MAX_TASKS),
                values.get(SpoolOptions.ORDERED));
    }

    private static String folder(String place) {
        return Path.of(place).toAbsolutePath().normalize().toString();
    }

    /** What the application has on its class path will do, if nothing else is named. */
    private static List<String> drivers(
            OptionValues values, List<Queue> queues, List<String> classPath) {
        if (queues.stream().noneMatch(queue -> SpoolPlace.isDatabase(queue.place()))) {
            return List.of();
        }
        List<String> said = values.all(SpoolOptions.DRIVER);
        for (String jar : said) {
            if (!Files.isReadable(Path.of(jar))) {
                throw OptionException.file("spooler-driver: %s cannot be read".formatted(jar));
            }
        }
        return (said.isEmpty() ? classPath : said).stream().map(SpoolPlan::folder).toList();
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

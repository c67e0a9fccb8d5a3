package dev.serval.master.log;

import dev.serval.control.access.AccessDestination;
import dev.serval.control.access.AccessFormat;
import dev.serval.control.config.AccessConfig;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AccessOptions;
import dev.serval.control.table.StatsOptions;
import java.nio.file.Path;

/** What the operator wants to read of requests. */
public final class AccessPlan {

    /** What is written of requests that have a line although others have none. */
    private static final String USUAL = "combined";

    private AccessPlan() {}

    /** Reads it. A file's name is taken from the folder the server was started in. */
    public static AccessConfig of(OptionValues values) {
        boolean said =
                values.isSaid(AccessOptions.ACCESS_LOG)
                        && !values.get(AccessOptions.ACCESS_LOG).isEmpty();
        boolean some =
                values.get(AccessOptions.LOG_4XX)
                        || values.get(AccessOptions.LOG_5XX)
                        || !values.get(AccessOptions.LOG_SLOW).isZero();
        if (!said && !some) {
            return AccessConfig.none();
        }
        return new AccessConfig(
                AccessFormat.with(
                        said ? values.get(AccessOptions.ACCESS_LOG) : USUAL,
                        values.get(StatsOptions.MEMORY_REPORT),
                        values.get(AccessOptions.REQ_ID)),
                target(values.get(AccessOptions.REQ_LOGGER)),
                said && !values.get(AccessOptions.DISABLE_LOGGING),
                values.get(AccessOptions.LOG_4XX),
                values.get(AccessOptions.LOG_5XX),
                values.get(AccessOptions.LOG_SLOW),
                values.get(AccessOptions.LOG_X_FORWARDED_FOR));
    }

    private static String target(String said) {
        return AccessDestination.parse(said) instanceof AccessDestination.ToFile(Path file)
                ? AccessDestination.FILE + file.toAbsolutePath()
                : said;
    }
}

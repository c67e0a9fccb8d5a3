package dev.serval.master.log;

import dev.serval.control.config.AccessConfig;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AccessOptions;
import java.nio.file.Path;

/** What the operator wants to read of requests. */
public final class AccessPlan {

    private static final String FILE = "file:";

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
        String target = values.get(AccessOptions.REQ_LOGGER);
        return new AccessConfig(
                said ? values.get(AccessOptions.ACCESS_LOG) : USUAL,
                target.startsWith(FILE)
                        ? Path.of(target.substring(FILE.length())).toAbsolutePath().toString()
                        : "",
                said && !values.get(AccessOptions.DISABLE_LOGGING),
                values.get(AccessOptions.LOG_4XX),
                values.get(AccessOptions.LOG_5XX),
                values.get(AccessOptions.LOG_SLOW),
                values.get(AccessOptions.LOG_X_FORWARDED_FOR));
    }
}

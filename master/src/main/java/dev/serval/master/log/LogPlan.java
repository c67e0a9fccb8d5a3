package dev.serval.master.log;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ControlOptions;
import dev.serval.control.table.LogOptions;
import java.util.List;

/**
 * What the operator wants of the log.
 *
 * @param file where it is; empty for none
 * @param shown whether the command that starts the server sees what is in it
 * @param onReload whether it is opened anew after each reload
 * @param maxBytes where a new one is begun; 0 for never
 * @param backup what the old one is called then; empty for a name with the time
 * @param touchReopen files that have it opened anew
 * @param touchRotate files that have a new one begun
 */
public record LogPlan(
        String file,
        boolean shown,
        boolean onReload,
        long maxBytes,
        String backup,
        List<String> touchReopen,
        List<String> touchRotate) {

    /**
     * Reads it.
     *
     * @throws OptionException if options do not go together
     */
    public static LogPlan of(OptionValues values) {
        String daemonize = values.text(ControlOptions.DAEMONIZE);
        String logto = values.isSaid(LogOptions.LOGTO) ? values.get(LogOptions.LOGTO) : daemonize;
        if (!daemonize.isEmpty() && !logto.equals(daemonize)) {
            throw OptionException.combination(
                    "--daemonize names the log file, %s, and --logto another one, %s; leave one out"
                            .formatted(daemonize, logto));
        }
        LogPlan plan =
                new LogPlan(
                        logto,
                        !daemonize.isEmpty(),
                        values.get(LogOptions.LOG_REOPEN),
                        values.get(LogOptions.LOG_MAXSIZE),
                        values.text(LogOptions.LOG_BACKUPNAME),
                        values.all(LogOptions.TOUCH_LOGREOPEN),
                        values.all(LogOptions.TOUCH_LOGROTATE));
        if (logto.isEmpty() && plan.needsFile()) {
            throw OptionException.combination(
                    "--log-reopen, --log-maxsize, --log-backupname, --touch-logreopen and"
                            + " --touch-logrotate need a log file; add one: --logto FILE");
        }
        return plan;
    }

    private boolean needsFile() {
        return onReload
                || maxBytes > 0
                || !backup.isEmpty()
                || !touchReopen.isEmpty()
                || !touchRotate.isEmpty();
    }
}

package dev.serval.master.server;

import dev.serval.control.option.CronCommand;
import dev.serval.control.option.WatchedCommand;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.CronOptions;
import dev.serval.control.table.HookOptions;
import dev.serval.master.process.Hooks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Commands of the operator's.
 *
 * @param hooks at moments of the server's life
 * @param daemons that run as long as the server
 * @param daemonMercy how long one of them may take to end
 * @param smartDaemons that go on when the server ends
 * @param crons at times
 * @param cronLimit the longest one of those may run that says nothing of it; zero for no limit
 */
record CommandPlan(
        Hooks hooks,
        List<String> daemons,
        Duration daemonMercy,
        List<WatchedCommand> smartDaemons,
        List<CronCommand> crons,
        Duration cronLimit) {

    static CommandPlan of(OptionValues values) {
        return new CommandPlan(
                new Hooks(
                        Map.of(
                                Hooks.Moment.PRE_START, values.all(HookOptions.PRE_START),
                                Hooks.Moment.ACCEPTING, values.all(HookOptions.ACCEPTING),
                                Hooks.Moment.RELOAD, values.all(HookOptions.RELOAD),
                                Hooks.Moment.STOP, values.all(HookOptions.STOP))),
                values.all(HookOptions.ATTACH_DAEMON),
                values.get(HookOptions.RELOAD_MERCY),
                values.all(HookOptions.SMART_ATTACH_DAEMON),
                Stream.of(CronOptions.CRON, CronOptions.UNIQUE_CRON, CronOptions.CRON2)
                        .flatMap(option -> values.all(option).stream())
                        .toList(),
                values.get(CronOptions.HARAKIRI));
    }
}

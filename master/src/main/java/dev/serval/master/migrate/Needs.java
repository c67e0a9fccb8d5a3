package dev.serval.master.migrate;

import dev.serval.control.option.Option;
import dev.serval.control.table.CheaperOptions;
import dev.serval.control.table.ChildOptions;
import dev.serval.control.table.ControlOptions;
import dev.serval.control.table.LogOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an option cannot be without here, and can there.
 *
 * @param anyOf one of them must be said
 */
record Needs(List<Option<?>> anyOf) {

    private static final List<Option<?>> OF_A_LOG_FILE =
            List.of(
                    LogOptions.LOG_REOPEN,
                    LogOptions.LOG_MAXSIZE,
                    LogOptions.LOG_BACKUPNAME,
                    LogOptions.TOUCH_LOGREOPEN,
                    LogOptions.TOUCH_LOGROTATE);

    /** Empty for an option that stands for itself. */
    static Optional<Needs> of(Option<?> option) {
        if (OF_A_LOG_FILE.contains(option)) {
            return Optional.of(new Needs(List.of(LogOptions.LOGTO, ControlOptions.DAEMONIZE)));
        }
        if (option.equals(ChildOptions.CGROUP_OPT)) {
            return Optional.of(new Needs(List.of(ChildOptions.CGROUP)));
        }
        return option.name().startsWith("cheaper-")
                ? Optional.of(new Needs(List.of(CheaperOptions.CHEAPER)))
                : Optional.empty();
    }

    boolean isMet(Map<Option<?>, ?> taken) {
        return anyOf.stream().anyMatch(taken::containsKey);
    }

    String text() {
        return anyOf.stream().map(Option::name).collect(Collectors.joining(" or "));
    }
}

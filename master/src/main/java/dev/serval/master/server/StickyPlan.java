package dev.serval.master.server;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ProcessOptions;
import dev.serval.control.table.ProgramOptions;
import dev.serval.control.table.RouterOptions;
import java.util.List;

/** Whether a client stays at the worker that it had. */
final class StickyPlan {

    /** Applications that keep sessions in their memory. */
    private static final List<Option<String>> WITH_SESSIONS =
            List.of(AppOptions.WAR, AppOptions.BOOT, ProgramOptions.PROGRAM, ProgramOptions.JAR);

    private static final String COOKIE = "serval_worker";

    private StickyPlan() {}

    /**
     * The cookie that keeps it there; empty for none.
     *
     * @param app whether there is an application of ours
     * @param router whether there is a router
     * @throws OptionException if there is nobody to keep it, or to do it
     */
    static String of(OptionValues values, boolean app, boolean router) {
        if (!values.isSaid(RouterOptions.STICKY)) {
            boolean several = values.get(ProcessOptions.PROCESSES) > 1;
            boolean sessions =
                    WITH_SESSIONS.stream().anyMatch(values::isSaid)
                            && !values.isSaid(AppOptions.WAR_SESSIONS);
            return several && sessions ? COOKIE : "";
        }
        String said = values.get(RouterOptions.STICKY);
        if (said.equals(RouterOptions.NOT_STICKY)) {
            return "";
        }
        if (!app) {
            throw OptionException.combination(
                    "--sticky is about workers, and there is no application for them; for other"
                            + " backends say `sticky` in their pool");
        }
        if (!router) {
            throw OptionException.combination(
                    "--sticky is done by the router; add an address for it: --http :8000");
        }
        return said;
    }
}

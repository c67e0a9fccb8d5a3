package dev.serval.master.cli;

import dev.serval.control.source.OptionValues;
import dev.serval.master.emperor.EmperorPlan;
import dev.serval.master.server.Identities;
import dev.serval.master.server.ServerPlan;
import java.io.PrintWriter;
import java.util.List;

/** {@code serval check}: reads everything a start would read, and starts nothing. */
final class CheckAction {

    private CheckAction() {}

    static int run(OptionValues values, PrintWriter out) {
        if (EmperorPlan.isOne(values)) {
            EmperorPlan emperor = EmperorPlan.of(values, Identities.uid());
            out.println("ok: Emperor of " + String.join(", ", emperor.folders()));
            return ExitCode.OK;
        }
        ServerPlan plan = ServerPlan.of(values, List.of());
        out.println("ok: " + plan.summary());
        return ExitCode.OK;
    }
}

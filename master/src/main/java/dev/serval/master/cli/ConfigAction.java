package dev.serval.master.cli;

import dev.serval.control.option.Option;
import dev.serval.control.option.Origin;
import dev.serval.control.option.Passwords;
import dev.serval.control.source.OptionValues;
import dev.serval.control.source.OptionValues.Said;
import dev.serval.control.table.Options;
import java.io.PrintWriter;

/** {@code serval config}: every value in force, and where it was written. */
final class ConfigAction {

    private ConfigAction() {}

    static int print(OptionValues values, PrintWriter out) {
        for (Option<?> option : Options.all()) {
            for (Said said : values.said(option)) {
                boolean nothing = said.text().isEmpty() && said.origin() instanceof Origin.Default;
                if (!nothing) {
                    out.println(
                            "%-24s %-32s # %s"
                                    .formatted(
                                            option.name(),
                                            "= " + Passwords.masked(said.text()),
                                            said.origin().describe()));
                }
            }
        }
        return ExitCode.OK;
    }
}

package dev.serval.master.server;

import dev.serval.control.config.MuleConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.MuleOptions;
import java.util.List;

/** What mules there are. */
final class MulePlan {

    private MulePlan() {}

    /**
     * @throws OptionException if their class path is not known
     */
    static MuleConfig of(OptionValues values) {
        List<String> classes = values.all(MuleOptions.MULE);
        if (!classes.isEmpty() && !values.isSaid(AppOptions.MODULE)) {
            throw OptionException.combination(
                    "--mule is a class beside an application; name that: --module pkg.Class");
        }
        return new MuleConfig(classes);
    }
}

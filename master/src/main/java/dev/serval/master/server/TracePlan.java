package dev.serval.master.server;

import dev.serval.control.config.TraceConfig;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.TraceOptions;

/** Where the operator wants spans of requests. */
final class TracePlan {

    private TracePlan() {}

    static TraceConfig of(OptionValues values) {
        if (!values.isSaid(TraceOptions.OTLP) || values.get(TraceOptions.OTLP).isEmpty()) {
            return TraceConfig.none();
        }
        return new TraceConfig(
                values.get(TraceOptions.OTLP),
                values.get(TraceOptions.OTLP_SERVICE),
                values.get(TraceOptions.OTLP_SAMPLE));
    }
}

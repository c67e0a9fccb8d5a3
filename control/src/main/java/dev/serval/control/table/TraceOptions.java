package dev.serval.control.table;

import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.OtlpEndpoint;
import dev.serval.control.option.Section;

/** Spans of requests, for OpenTelemetry. */
public final class TraceOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.TRACES);

    private static final OptionType<Double> RATIO =
            new OptionType<>("RATIO", "a number, 0 to 1", TraceOptions::ratio);

    public static final Option<String> OTLP =
            GROUP.one(
                    "otlp",
                    OtlpEndpoint.TYPE,
                    "",
                    "send spans of requests to this OpenTelemetry collector; without a word to "
                            + OtlpEndpoint.LOCAL);
    public static final Option<String> OTLP_SERVICE =
            GROUP.one("otlp-service", text("NAME"), "serval", "the service they belong to");
    public static final Option<Double> OTLP_SAMPLE =
            GROUP.one(
                    "otlp-sample",
                    RATIO,
                    "1",
                    "how many of the traces that begin here are sampled; others are as their"
                            + " traceparent says");

    private TraceOptions() {}

    private static double ratio(String text) {
        if (!text.trim().matches("0|1|[01]?\\.\\d{1,9}")) {
            throw new IllegalArgumentException(text);
        }
        double ratio = Double.parseDouble(text.trim());
        if (ratio > 1) {
            throw new IllegalArgumentException(text);
        }
        return ratio;
    }
}

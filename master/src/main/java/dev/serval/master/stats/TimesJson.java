package dev.serval.master.stats;

import dev.serval.control.link.ToMaster.Ran.Outcome;
import dev.serval.master.cron.CronRow;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Commands and tasks at times; moments are seconds since 1970, spans are milliseconds. */
final class TimesJson {

    private static final long MILLIS = 1000;

    private TimesJson() {}

    static void write(JsonGenerator json, ServerView.Times times) {
        json.writeArrayPropertyStart("crons");
        times.crons().forEach(row -> cron(json, row));
        json.writeEndArray();
        json.writeArrayPropertyStart("tasks");
        times.tasks().forEach(row -> task(json, row));
        json.writeEndArray();
    }

    private static void cron(JsonGenerator json, CronRow row) {
        json.writeStartObject();
        json.writeStringProperty("when", row.when());
        json.writeStringProperty("command", row.command());
        json.writeNumberProperty("unique", row.unique() ? 1 : 0);
        json.writeNumberProperty("pid", row.pid());
        json.writeNumberProperty("started_at", seconds(row.began()));
        json.writeNumberProperty("next_at", row.due().getEpochSecond());
        json.writeNumberProperty("runs", row.runs());
        json.writeNumberProperty("failures", row.failures());
        json.writeEndObject();
    }

    private static void task(JsonGenerator json, TaskRow row) {
        json.writeStartObject();
        json.writeStringProperty("name", row.name());
        json.writeStringProperty("when", row.when());
        json.writeNumberProperty("last_due", row.due() / MILLIS);
        json.writeStringProperty("last_outcome", word(row.outcome()));
        json.writeNumberProperty("last_ms", row.took());
        json.writeNumberProperty("runs", row.runs());
        json.writeNumberProperty("failures", row.failures());
        json.writeNumberProperty("left_out", row.leftOut());
        json.writeEndObject();
    }

    private static long seconds(@Nullable Instant moment) {
        return moment == null ? 0 : moment.getEpochSecond();
    }

    private static String word(@Nullable Outcome outcome) {
        return outcome == null ? "" : outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

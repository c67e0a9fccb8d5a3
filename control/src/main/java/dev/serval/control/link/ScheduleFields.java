package dev.serval.control.link;

import dev.serval.control.link.ToMaster.Ran;
import dev.serval.control.link.ToMaster.Ran.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is said of tasks at times, as fields of a line. */
final class ScheduleFields {

    private static final String TASK = "task";
    private static final String DUE = "due";
    private static final String TOOK = "took";
    private static final String OUTCOME = "outcome";

    private ScheduleFields() {}

    static Map<String, String> of(Ran ran) {
        return Map.of(
                TASK, ran.task(),
                DUE, Long.toString(ran.due()),
                TOOK, Long.toString(ran.took()),
                OUTCOME, ran.outcome().name());
    }

    static Ran ran(Map<String, String> fields) {
        return new Ran(
                fields.getOrDefault(TASK, ""),
                Long.parseLong(fields.getOrDefault(DUE, "")),
                Long.parseLong(fields.getOrDefault(TOOK, "")),
                Outcome.valueOf(fields.getOrDefault(OUTCOME, "")));
    }

    static Map<String, String> of(Map<String, Long> done) {
        Map<String, String> fields = new LinkedHashMap<>();
        done.forEach((task, due) -> fields.put(task, Long.toString(due)));
        return fields;
    }

    static Map<String, Long> done(Map<String, String> fields) {
        Map<String, Long> done = new LinkedHashMap<>();
        fields.forEach((task, due) -> done.put(task, Long.parseLong(due)));
        return done;
    }
}

package dev.serval.master.top;

import dev.serval.master.top.Screen.Row;
import java.util.Comparator;
import java.util.List;

/**
 * What workers are listed by.
 *
 * @param word for the last line
 * @param order the first is on top
 */
record Sort(String word, Comparator<Row> order) {

    private static final List<Sort> ALL =
            List.of(
                    new Sort("number", Comparator.comparingLong(row -> row.now().id())),
                    new Sort("requests", Comparator.comparingDouble(Row::rate).reversed()),
                    new Sort("p99", Comparator.comparingLong(Row::p99).reversed()),
                    new Sort(
                            "memory",
                            Comparator.comparingLong((Row row) -> row.now().rss()).reversed()));

    static Sort first() {
        return ALL.getFirst();
    }

    Sort next() {
        return ALL.get((ALL.indexOf(this) + 1) % ALL.size());
    }
}

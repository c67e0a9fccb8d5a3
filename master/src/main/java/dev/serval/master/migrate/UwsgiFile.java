package dev.serval.master.migrate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The lines of an ini file of uWSGI's that mean something, in their order. Pure. */
final class UwsgiFile {

    /**
     * A key and its value.
     *
     * @param line where it is, 1 and up
     * @param value {@code true} for a key alone
     * @param condition the {@code if-...} or {@code for...} it stands below; empty for none
     */
    record Entry(int line, String key, String value, String condition) {}

    private static final String MAIN = "uwsgi";

    private final List<String> lines;
    private final Deque<String> open = new ArrayDeque<>();
    private final Deque<String> conditions = new ArrayDeque<>();
    private final List<Entry> entries = new ArrayList<>();

    private UwsgiFile(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Those of the section {@code [uwsgi]}, and of sections that it names by {@code ini = :NAME}.
     */
    static List<Entry> entries(List<String> lines) {
        UwsgiFile file = new UwsgiFile(lines);
        file.read(MAIN);
        return file.entries;
    }

    private void read(String section) {
        open.push(section);
        boolean ours = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                ours = line.equals("[" + section + "]");
            } else if (ours && !line.isEmpty() && !line.startsWith(";") && !line.startsWith("#")) {
                take(i + 1, line);
            }
        }
        open.pop();
    }

    private void take(int number, String line) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals).strip();
        String value = equals < 0 ? "true" : line.substring(equals + 1).strip();
        String other = value.startsWith(":") ? value.substring(1) : "";
        if (key.equals("ini") && lines.contains("[" + other + "]") && !open.contains(other)) {
            read(other);
            return;
        }
        if (key.matches("end-?(if|for)") && !conditions.isEmpty()) {
            conditions.pop();
        }
        String condition = conditions.isEmpty() ? "" : conditions.peekLast();
        entries.add(new Entry(number, key, value, condition));
        if (key.matches("if-?[a-z].*|for(-.*)?")) {
            conditions.push(key + " = " + value);
        }
    }
}

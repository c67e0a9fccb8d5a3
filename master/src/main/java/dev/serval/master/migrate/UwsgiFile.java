package dev.serval.master.migrate;

import java.util.ArrayList;
import java.util.List;

/** The lines of an ini file of uWSGI's that mean something, in their order. Pure. */
final class UwsgiFile {

    /**
     * A key and its value.
     *
     * @param line where it is, 1 and up
     * @param value {@code true} for a key alone
     */
    record Entry(int line, String key, String value) {}

    private UwsgiFile() {}

    /** Those of the section {@code [uwsgi]}. */
    static List<Entry> entries(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        boolean ours = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                ours = line.equals("[uwsgi]");
            } else if (ours && !line.isEmpty() && !line.startsWith(";") && !line.startsWith("#")) {
                entries.add(entry(i + 1, line));
            }
        }
        return entries;
    }

    private static Entry entry(int number, String line) {
        int equals = line.indexOf('=');
        return equals < 0
                ? new Entry(number, line, "true")
                : new Entry(
                        number,
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
    }
}

package dev.serval.master.source;

import java.nio.file.Path;

/**
 * One place in a source file that does not compile.
 *
 * @param file as a developer names it; empty if it is about no file
 * @param line 1 and up; 0 if it is about none
 * @param column 1 and up; 0 if it is about none
 * @param message the compiler's, perhaps of several lines
 * @param source the line's text
 */
public record Problem(String file, long line, long column, String message, String source) {

    /** In the form that editors know: the place, what is wrong, the line, a caret. */
    public String text() {
        if (file.isEmpty()) {
            return "error: " + message;
        }
        String head = "%s:%d: error: %s".formatted(file, line, message);
        if (source.isEmpty() || column == 0) {
            return head;
        }
        String before = source.substring(0, (int) Math.min(column - 1, source.length()));
        return "%s\n%s\n%s^".formatted(head, source, before.replaceAll("[^\t]", " "));
    }

    /** The path from here, where it is below. */
    static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = file.toAbsolutePath().normalize();
        return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    }
}

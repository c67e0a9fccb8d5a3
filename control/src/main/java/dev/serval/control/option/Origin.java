package dev.serval.control.option;

import java.util.List;

/** Where a value was written. */
public sealed interface Origin {

    /** Nobody wrote it. */
    record Default() implements Origin {}

    /** On the command line. */
    record CommandLine() implements Origin {}

    /**
     * In the environment.
     *
     * @param variable its name
     */
    record Environment(String variable) implements Origin {}

    /**
     * In a file.
     *
     * @param file as it was named
     * @param line from 1
     * @param column from 1; 0 if not known
     * @param width how many characters the caret line marks
     * @param text all lines of the file
     */
    record FileLine(String file, int line, int column, int width, List<String> text)
            implements Origin {

        public FileLine {
            text = List.copyOf(text);
        }
    }

    /** In a few words, for {@code serval config}. */
    default String describe() {
        return switch (this) {
            case Default() -> "default";
            case CommandLine() -> "command line";
            case Environment(String variable) -> "environment " + variable;
            case FileLine f -> f.file() + ":" + f.line();
        };
    }

    /** What an error message begins with. */
    default String prefix() {
        return switch (this) {
            case Default(), CommandLine() -> "serval: ";
            case Environment(String variable) -> "serval: " + variable + ": ";
            case FileLine f when f.column() > 0 ->
                    "%s:%d:%d: ".formatted(f.file(), f.line(), f.column());
            case FileLine f -> "%s:%d: ".formatted(f.file(), f.line());
        };
    }

    /** The line before, the line itself, and a mark under what is meant; empty if not in a file. */
    default String excerpt() {
        if (!(this instanceof FileLine f) || f.line() < 1 || f.line() > f.text().size()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        if (f.line() > 1) {
            out.append(
                    "%n%4d | %s"
                            .formatted(f.line() - 1, Passwords.masked(f.text().get(f.line() - 2))));
        }
        out.append("%n%4d | %s".formatted(f.line(), Passwords.masked(f.text().get(f.line() - 1))));
        if (f.column() > 0) {
            out.append("%n     | ".formatted())
                    .append(" ".repeat(f.column() - 1))
                    .append("^".repeat(Math.max(1, f.width())));
        }
        return out.toString().stripTrailing();
    }

    /** The same place, more exactly: a part of the value that begins there, if it can be found. */
    default Origin of(String part) {
        if (!(this instanceof FileLine f) || f.line() < 1 || f.line() > f.text().size()) {
            return this;
        }
        int behind = f.column() == 0 ? 0 : f.column() - 1 + f.width();
        int found = f.text().get(f.line() - 1).indexOf(part, behind);
        return found < 0
                ? this
                : new FileLine(f.file(), f.line(), found + 1, part.length(), f.text());
    }

    /** What the process exits with after a mistake here. */
    default int exitCode() {
        return switch (this) {
            case Default(), CommandLine() -> OptionException.USAGE;
            case Environment _, FileLine _ -> OptionException.CONFIG;
        };
    }
}

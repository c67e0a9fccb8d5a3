package dev.serval.master.cluster;

import java.util.Locale;

/**
 * How far a server is with the last order it was given.
 *
 * @param token of who has given it; 0 for none so far
 * @param text one line, for whoever has given it
 */
public record Progress(long token, Stage stage, String text) {

    /** None so far. */
    static final Progress NONE = new Progress(0, Stage.DONE, "");

    private static final int MOST_TEXT = 400;

    /** How far. */
    public enum Stage {
        /** It is at it. */
        RUNNING,
        /** It has done it. */
        DONE,
        /** It could not. */
        FAILED,
        /** It does not obey. */
        REFUSED
    }

    /** What it has told. */
    static Progress of(long token, Stage stage, String told) {
        String line = String.join("; ", told.strip().lines().map(String::strip).toList());
        String clean = line.replaceAll("\\p{Cntrl}", "?");
        return new Progress(token, stage, clean.substring(0, Math.min(MOST_TEXT, clean.length())));
    }

    /** As it is written in a registry. */
    String written() {
        return "%d %s %s".formatted(token, stage.name().toLowerCase(Locale.ROOT), text);
    }

    /** What was written; none, where that is nothing of ours. */
    static Progress read(String written) {
        String[] words = written.split(" ", 3);
        if (words.length < 3 || !words[0].matches("\\d{1,18}")) {
            return NONE;
        }
        for (Stage each : Stage.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(words[1])) {
                return of(Long.parseLong(words[0]), each, words[2]);
            }
        }
        return NONE;
    }
}

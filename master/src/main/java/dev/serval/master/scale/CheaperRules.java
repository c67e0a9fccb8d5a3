package dev.serval.master.scale;

/**
 * By what the number of workers follows the load.
 *
 * @param algorithm how it is decided
 * @param least workers that are always there, 1 and up
 * @param most workers under load
 * @param step how many are started at a time, 1 and up
 * @param overload seconds; for {@code backlog} the requests that may wait
 * @param rssBytes memory of all workers above which no more are started; 0 for no limit
 * @param band for {@code busyness}
 */
public record CheaperRules(
        Kind algorithm, int least, int most, int step, int overload, long rssBytes, Band band) {

    /** The algorithms there are, by their names in the configuration. */
    public enum Kind {
        SPARE,
        BACKLOG,
        BUSYNESS
    }

    /**
     * @param min percent of busy cores below which a worker is one too many
     * @param max percent of busy cores above which one more is wanted
     * @param multiplier spans in a row for the first
     */
    public record Band(int min, int max, int multiplier) {}

    Algorithm begin() {
        return switch (algorithm) {
            case SPARE -> new Spare(overload);
            case BACKLOG -> new Backlog(overload);
            case BUSYNESS -> new Busyness(overload, band);
        };
    }
}

package dev.serval.master.scale;

/**
 * The number of workers that the load asks for, within its bounds. A number that an operator has
 * chosen outside of them is only moved towards them.
 */
public final class Cheaper {

    private final CheaperRules rules;
    private final Algorithm algorithm;

    /** Knows nothing of the seconds before. */
    public Cheaper(CheaperRules rules) {
        this.rules = rules;
        this.algorithm = rules.begin();
    }

    /** What it was made for. */
    public CheaperRules rules() {
        return rules;
    }

    /**
     * Takes the next second.
     *
     * @return how many workers are wanted from now on
     */
    public int wanted(Load load) {
        int now = load.wanted();
        return switch (algorithm.next(load)) {
            case MORE ->
                    tooLarge(load)
                            ? now
                            : Math.max(now, Math.min(now + rules.step(), rules.most()));
            case FEWER -> Math.min(now, Math.max(now - 1, rules.least()));
            case STAY -> now;
        };
    }

    private boolean tooLarge(Load load) {
        return rules.rssBytes() > 0 && load.rssBytes() >= rules.rssBytes();
    }
}

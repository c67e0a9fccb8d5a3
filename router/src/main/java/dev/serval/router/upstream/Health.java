package dev.serval.router.upstream;

/**
 * What checks have said of a backend. Pure.
 *
 * @param well whether it is taken for well
 * @param streak answers in a row that say otherwise
 */
record Health(boolean well, int streak) {

    /** One that has not been asked: innocent, and one bad answer from being out. */
    static final Health NEW = new Health(true, Integer.MAX_VALUE - 1);

    /**
     * After an answer.
     *
     * @param rise good ones in a row that make it well
     * @param fall bad ones in a row that make it sick
     */
    Health after(boolean good, int rise, int fall) {
        if (good == well) {
            return new Health(well, 0);
        }
        int more = streak + 1;
        return more >= (well ? fall : rise) ? new Health(good, 0) : new Health(well, more);
    }
}

package dev.serval.master.doctor;

/**
 * What was found about one thing.
 *
 * @param what in words, with the figure that counts
 * @param advice what to do; empty if there is nothing to do
 */
public record Finding(Grade grade, String what, String advice) {

    /** How bad it is. */
    public enum Grade {
        OK("ok"),
        /** It works, and will not under load. */
        WARNING("warning"),
        /** It does not work. */
        FAULT("FAULT");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        /** As it is printed. */
        public String word() {
            return word;
        }
    }

    static Finding ok(String what) {
        return new Finding(Grade.OK, what, "");
    }

    static Finding warning(String what, String advice) {
        return new Finding(Grade.WARNING, what, advice);
    }

    static Finding fault(String what, String advice) {
        return new Finding(Grade.FAULT, what, advice);
    }
}

package dev.serval.master.limit;

/** What setrlimit(2) can limit and an option names. */
public enum Resource {
    /** In bytes. */
    ADDRESS_SPACE("limit-as", "as", "Max address space", "v"),
    /** Of the user, threads included, looked at when one is made. */
    PROCESSES("limit-nproc", "nproc", "Max processes", "u"),
    /** Of the process. */
    DESCRIPTORS("max-fd", "nofile", "Max open files", "n");

    private final String option;
    private final String word;
    private final String row;
    private final String letter;

    Resource(String option, String word, String row, String letter) {
        this.option = option;
        this.word = word;
        this.row = row;
        this.letter = letter;
    }

    /** Our option's name. */
    String option() {
        return option;
    }

    /** Its name for prlimit(1). */
    String word() {
        return word;
    }

    /** Its row in {@code /proc/PID/limits}. */
    String row() {
        return row;
    }

    /** What a shell calls it. */
    String letter() {
        return letter;
    }

    /** An amount of it, as the option takes it. */
    String shown(long amount) {
        return this == ADDRESS_SPACE ? (amount >> 20) + "m" : Long.toString(amount);
    }
}

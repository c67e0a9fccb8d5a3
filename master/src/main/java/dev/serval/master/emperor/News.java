package dev.serval.master.emperor;

/** What an {@link Emperor} hears. */
sealed interface News {

    /**
     * A vassal has said something, in the words of sd_notify(3).
     *
     * @param line of the message
     */
    record Said(String id, String line) implements News {}

    /**
     * A process has ended.
     *
     * @param code its exit code; below zero if nobody could find out
     */
    record Ended(String id, long pid, int code) implements News {}

    /** An operator wants all to read their files again. */
    record ReloadAsked() implements News {}

    /** An operator wants the end. */
    record StopAsked() implements News {}
}

package dev.serval.control.link;

import java.util.Locale;

/** What a child process is for. */
public enum Role {
    ROUTER,
    WORKER,
    SPOOLER,
    MULE;

    /**
     * The word used in log lines and on the wire: {@code router}, {@code worker}, {@code spooler}
     * or {@code mule}.
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of this word.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package dev.serval.master.cluster;

import java.util.Locale;

/** What a server says it is. */
public enum NodeState {
    /** It serves. */
    READY,
    /** None of its workers is ready, now or not yet. */
    DOWN,
    /** It has said goodbye, and finishes what it has. */
    DRAINING;

    /** As it is written in a registry. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is not understood is not to be asked. */
    static NodeState of(String word) {
        for (NodeState each : values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        return DOWN;
    }
}

package dev.serval.master.cluster;

import java.util.Optional;

/** How it stands with a server that was told to reload. Pure. */
sealed interface Standing {

    /** It has not heard of it yet. */
    record Untold(String what) implements Standing {}

    /** It is at it. */
    record Waiting(String what) implements Standing {}

    /** It serves again, and what it has said. */
    record Ready(String text) implements Standing {}

    /** It will not, and why. */
    record Failed(String why) implements Standing {}

    /**
     * @param node what it says of itself; empty if it says nothing
     * @param token of whoever has told it
     */
    static Standing of(Optional<NodeFacts> node, long token) {
        if (node.isEmpty()) {
            return new Untold("it is not in the registry");
        }
        Progress progress = node.get().progress();
        if (progress.token() < token) {
            return new Untold("it has not taken the order");
        }
        if (progress.token() > token) {
            return new Failed("somebody else has told it to reload since");
        }
        return switch (progress.stage()) {
            case RUNNING -> new Waiting("it has not ended its reload");
            case FAILED -> new Failed(progress.text());
            case REFUSED -> new Failed("it refuses: " + progress.text());
            case DONE ->
                    node.get().state() == NodeState.READY
                            ? new Ready(progress.text())
                            : new Waiting("it is " + node.get().state().word());
        };
    }
}

package dev.serval.master.cluster;

/**
 * One server, for its operator.
 *
 * @param node its address
 * @param state {@code ready}, {@code down}, {@code draining} or {@code unreachable}
 * @param load what it does
 * @param seenMillis how long ago it has said so
 * @param zone where it is; empty for nowhere
 */
public record NodeRow(
        String node, String state, NodeFacts.Load load, long seenMillis, String zone) {

    /** Whether it serves. */
    boolean isReady() {
        return state.equals(NodeState.READY.word());
    }

    /** Whether it is about to go, by its own will. */
    boolean isDraining() {
        return state.equals(NodeState.DRAINING.word());
    }
}

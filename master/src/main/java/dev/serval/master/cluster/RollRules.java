package dev.serval.master.cluster;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How servers are reloaded.
 *
 * @param parallel how many at once, 1 and up
 * @param timeout the longest that one may take
 * @param done told of each that serves again
 * @param failed told what went wrong
 */
public record RollRules(
        int parallel, Duration timeout, Consumer<String> done, Consumer<String> failed) {}

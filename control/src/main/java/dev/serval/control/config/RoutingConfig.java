package dev.serval.control.config;

import java.util.List;

/**
 * The blocks {@code pools} and {@code routes}.
 *
 * @param pools in the order of their names
 * @param rules in the order in which they are looked at
 */
public record RoutingConfig(List<PoolConfig> pools, List<RuleConfig> rules) {

    /** How a rule calls our own workers. */
    public static final String WORKERS = "workers";

    /** No pools, no rules. */
    public static final RoutingConfig NONE = new RoutingConfig(List.of(), List.of());

    /** Whether a rule sends requests there. */
    public boolean uses(String pool) {
        return rules.stream()
                .anyMatch(rule -> rule instanceof RuleConfig.ToPool to && to.pool().equals(pool));
    }
}

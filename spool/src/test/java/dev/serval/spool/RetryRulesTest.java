package dev.serval.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetryRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final RetryRules RULES = new RetryRules(20, Duration.ofSeconds(2));

    @Test
    void theWaitDoublesUpToAnHourAndVariesByAQuarter() {
        assertThat(waited(1, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(waited(2, 0.5)).isEqualTo(Duration.ofSeconds(4));
        assertThat(waited(5, 0)).isEqualTo(Duration.ofSeconds(24));
        assertThat(waited(5, 1)).isEqualTo(Duration.ofSeconds(40));
        assertThat(waited(19, 0.5)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aJobMaySayItselfWhenItIsRunAgain() {
        Fate fate = RULES.fate(3, Optional.of(Duration.ofMinutes(7)), "busy", NOON, 0.9);

        assertThat(fate).isEqualTo(new Fate.Again(NOON.plus(Duration.ofMinutes(7))));
    }

    @Test
    void theLastAttemptIsTheLast() {
        Fate fate = RULES.fate(20, Optional.of(Duration.ZERO), "no route", NOON, 0.5);

        assertThat(fate).isEqualTo(new Fate.Dead("no route (attempt 20 of 20)"));
    }

    private static Duration waited(int attempt, double chance) {
        Fate fate = RULES.fate(attempt, Optional.empty(), "", NOON, chance);
        return Duration.between(NOON, ((Fate.Again) fate).due());
    }
}

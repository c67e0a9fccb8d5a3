package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void theFirstBadAnswerCountsAlone() {
        assertThat(Health.NEW.after(false, 2, 3)).isEqualTo(new Health(false, 0));
    }

    @Test
    void oneThatWasWellFallsAfterThreeBadAnswersInARow() {
        Health health = Health.NEW.after(true, 2, 3).after(false, 2, 3).after(false, 2, 3);

        assertThat(health).isEqualTo(new Health(true, 2));
        assertThat(health.after(true, 2, 3)).isEqualTo(new Health(true, 0));
        assertThat(health.after(false, 2, 3)).isEqualTo(new Health(false, 0));
    }

    @Test
    void oneThatWasSickRisesAfterTwoGoodAnswersInARow() {
        Health health = new Health(false, 0).after(true, 2, 3);

        assertThat(health).isEqualTo(new Health(false, 1));
        assertThat(health.after(true, 2, 3)).isEqualTo(new Health(true, 0));
    }
}

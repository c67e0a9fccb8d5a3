package dev.serval.master.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void theCaretStandsUnderTheColumnWhateverIsBeforeIt() {
        assertThat(new Problem("Shop.java", 3, 5, "no such thing", "\ta = oops;").text())
                .isEqualTo("Shop.java:3: error: no such thing\n\ta = oops;\n\t   ^");
    }

    @Test
    void whatIsAboutNoFileHasNoPlace() {
        assertThat(new Problem("", 0, 0, "nothing to compile", "").text())
                .isEqualTo("error: nothing to compile");
    }
}

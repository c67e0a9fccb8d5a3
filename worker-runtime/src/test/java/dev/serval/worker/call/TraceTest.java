package dev.serval.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    void itHoldsClassMessageStackAndCause() {
        Throwable fault = new IllegalStateException("no shelf", new IOException("no disk"));

        assertThat(Trace.of(fault, Trace.MOST))
                .startsWith("java.lang.IllegalStateException: no shelf\n\tat dev.serval.worker.")
                .contains("Caused by: java.io.IOException: no disk\n")
                .doesNotContain(Trace.CUT);
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() {
        Throwable fault = new IllegalStateException("x".repeat(Trace.MOST * 2));

        assertThat(Trace.of(fault, Trace.MOST))
                .startsWith("java.lang.IllegalStateException: xxx")
                .endsWith("x" + Trace.CUT)
                .hasSize(Trace.MOST + Trace.CUT.length());
    }

    @Test
    void aPairOfSurrogatesIsNotCutInHalf() {
        String name = IllegalStateException.class.getName() + ": ";
        Throwable fault = new IllegalStateException("ab\ud83d\ude00");

        assertThat(Trace.of(fault, name.length() + 3)).isEqualTo(name + "ab" + Trace.CUT);
        assertThat(Trace.of(fault, name.length() + 4)).startsWith(name + "ab\ud83d\ude00");
    }

    @Test
    void whatFitsExactlyIsNotCalledCut() {
        Throwable fault = new IllegalStateException("no shelf");
        String whole = Trace.of(fault, Trace.MOST);

        assertThat(Trace.of(fault, whole.length())).isEqualTo(whole);
        assertThat(Trace.of(fault, whole.length() - 1)).endsWith(Trace.CUT);
    }
}

package dev.serval.master.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.option.OptionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceLimitsTest {

    private static final long MOST = 1_048_576;

    private static final List<String> LIMITS =
            List.of(
                    "Limit                     Soft Limit           Hard Limit           Units     ",
                    "Max processes             100                  200                  processes ",
                    "Max open files            1024                 20000                files     ",
                    "Max address space         unlimited            unlimited            bytes     ");

    @Test
    void hardLimitsAndTheRightToRaiseThemAreRead() {
        assertThat(Ceilings.of(LIMITS, List.of("CapEff:\t0000000001000000"), MOST))
                .isEqualTo(
                        new Ceilings(
                                Map.of(Resource.PROCESSES, 200L, Resource.DESCRIPTORS, 20000L),
                                true,
                                MOST));
        assertThat(Ceilings.of(LIMITS, List.of("CapEff:\t000001fffeffffff"), MOST).mayRaise())
                .isFalse();
        assertThat(Ceilings.ours().mostDescriptors()).isGreaterThan(64);
    }

    @Test
    void nobodyGoesBeyondAHardLimitWithoutTheRight() {
        assertThatThrownBy(() -> files(20001).check(ceilings(false)))
                .isInstanceOf(OptionException.class)
                .hasMessage(
                        "serval: --max-fd is 20001, and the hard limit of this process is 20000;"
                                + " ask for less, or have root raise it (`ulimit -Hn` shows it)");
        assertThatCode(() -> files(20000).check(ceilings(false))).doesNotThrowAnyException();
        assertThatCode(() -> files(20001).check(ceilings(true))).doesNotThrowAnyException();
    }

    @Test
    void nobodyAtAllGetsMoreDescriptorsThanTheKernelGives() {
        assertThatThrownBy(() -> files(MOST + 1).check(ceilings(true)))
                .hasMessageContaining("this kernel gives a process no more than 1048576");
    }

    @Test
    void theyAreWordsForPrlimitAndForPeople() {
        ResourceLimits limits =
                new ResourceLimits(
                        Map.of(Resource.ADDRESS_SPACE, 4L << 30, Resource.DESCRIPTORS, 64L));

        assertThat(limits.words()).containsExactly("prlimit", "--as=4294967296", "--nofile=64");
        assertThat(limits).hasToString("--limit-as 4096m --max-fd 64");
        assertThat(new ResourceLimits(Map.of()).words()).isEmpty();
        assertThat(new ResourceLimits(Map.of())).hasToString("");
    }

    private static ResourceLimits files(long wanted) {
        return new ResourceLimits(Map.of(Resource.DESCRIPTORS, wanted));
    }

    private static Ceilings ceilings(boolean mayRaise) {
        return new Ceilings(Map.of(Resource.DESCRIPTORS, 20000L), mayRaise, MOST);
    }
}

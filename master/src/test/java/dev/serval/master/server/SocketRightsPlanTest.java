package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionSources;
import dev.serval.master.socket.SocketRights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketRightsPlanTest {

    private static final OptionalInt NONE = OptionalInt.empty();

    @Test
    void withoutAWordSocketsAreTheMasters() {
        assertThat(plan()).isEqualTo(new SocketRights(NONE, NONE, NONE));
    }

    @Test
    void theyBelongToTheUserOfTheChildrenUnlessOthersAreNamed() {
        assertThat(plan("uid", "4711", "gid", "4712"))
                .isEqualTo(new SocketRights(NONE, OptionalInt.of(4711), OptionalInt.of(4712)));
        assertThat(plan("uid", "4711", "gid", "4712", "chown-socket", "root:4713"))
                .isEqualTo(new SocketRights(NONE, OptionalInt.of(0), OptionalInt.of(4713)));
        assertThat(plan("chown-socket", "root"))
                .isEqualTo(new SocketRights(NONE, OptionalInt.of(0), NONE));
        assertThat(plan("chown-socket", ":root"))
                .isEqualTo(new SocketRights(NONE, NONE, OptionalInt.of(0)));
    }

    @ParameterizedTest
    @CsvSource({"660,432", "0600,384", "1,438", "true,438"})
    void rightsAreOctalAndABareWordIsEverybodys(String said, int bits) {
        assertThat(plan("chmod-socket", said).mode()).hasValue(bits);
    }

    @ParameterizedTest
    @CsvSource({
        "chown-socket,no-such:root,there is no user no-such",
        "chown-socket,root:no-such,there is no group no-such",
        "chmod-socket,888,`chmod-socket` is 888; it must be octal",
        "chmod-socket,rw,`chmod-socket` is rw; it must be octal"
    })
    void whatIsNotThereIsRefused(String option, String said, String why) {
        assertThatThrownBy(() -> plan(option, said))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(why);
    }

    private static SocketRights plan(String... words) {
        List<OptionSources.Argument> arguments = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            arguments.add(new OptionSources.Argument(words[i], words[i + 1]));
        }
        return SocketRightsPlan.of(new OptionSources(Path.of("target"), Map.of()).read(arguments));
    }
}

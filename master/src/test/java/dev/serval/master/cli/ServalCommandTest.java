package dev.serval.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServalCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--processes, --processes needs a value: N",
        "-p, -p needs a value: N",
        "check --http, --http needs a value: ADDRESS",
        "--http :8000 --module, --module needs a value: CLASS[::METHOD]",
    })
    void anOptionWithoutItsValueSaysWhatIsMissing(String words, String fault) {
        StringWriter err = new StringWriter();
        int code =
                new ServalCommand(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
                        .interpret(words.split(" ", -1));

        assertThat(err).hasToString("serval: " + fault + "\n");
        assertThat(code).isEqualTo(ExitCode.USAGE);
    }
}

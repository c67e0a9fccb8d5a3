package dev.serval.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServalCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--processes, --processes needs a value: N",
        "-p, -p needs a value: N",
        "check --http, --http needs a value: ADDRESS",
        "--http :8000 --module, --module needs a value: CLASS[::METHOD] or FILE.java",
    })
    void anOptionWithoutItsValueSaysWhatIsMissing(String words, String fault) {
        assertRefused(words, fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--htpp :1 | unknown option --htpp, did you mean --http?",
                "check --htpp=:1 | unknown option --htpp, did you mean --http?",
                "check --nothing-like-it | unknown option --nothing-like-it; `serval help all` lists them",
                "cluster reload --paralel 2 | unknown option --paralel, did you mean --parallel?",
                "cluster status --cluster x | `serval cluster` takes no --cluster; `serval help cluster` says what it takes",
            })
    void anUnknownOptionIsNamedBesideOneThatTheCommandHas(String words, String fault) {
        assertRefused(words, fault);
    }

    private static void assertRefused(String words, String fault) {
        StringWriter err = new StringWriter();
        int code =
                new ServalCommand(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
                        .interpret(words.split(" ", -1));

        assertThat(err).hasToString("serval: " + fault + "\n");
        assertThat(code).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void eachMentionOfAnOptionIsOneValue() {
        assertThat(configured("jvm-opt", "--jvm-opt", "-Xmx1g", "--jvm-opt", "-Dx=y", "-p2"))
                .containsExactly("-Xmx1g", "-Dx=y");
    }

    @ParameterizedTest
    @CsvSource({"--need-app=false, false", "--need-app, true", "--need-app -p 2, true"})
    void aFlagMayBeTurnedOff(String words, String value) {
        assertThat(configured("need-app", words.split(" ", -1))).containsExactly(value);
    }

    private static List<String> configured(String option, String... words) {
        StringWriter out = new StringWriter();
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        String[] all =
                Stream.concat(Stream.of("config"), Arrays.stream(words)).toArray(String[]::new);
        new ServalCommand(new PrintWriter(out, true), nowhere).interpret(all);
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(option + " "))
                .map(line -> line.replaceAll("^[^=]*= | *#.*$", ""))
                .toList();
    }
}

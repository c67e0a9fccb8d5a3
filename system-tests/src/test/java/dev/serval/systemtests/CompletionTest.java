package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What shells make of the completion scripts. */
class CompletionTest {

    private static String script(String shell) throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval serval = Serval.run(folder, Map.of(), "completion", shell)) {
            assertThat(serval.process().awaitExit()).isZero();
            Path file = folder.resolve("serval." + shell);
            Files.write(file, serval.process().lines());
            return file.toString();
        }
    }

    private static List<String> said(String... command) throws IOException, InterruptedException {
        try (Started shell =
                Started.command(Serval.emptyFolder(), Map.of("TERM", "dumb"), List.of(command))) {
            assertThat(shell.awaitExit()).as(String.join("\n", shell.lines())).isZero();
            return shell.lines();
        }
    }

    @Test
    void bash() throws Exception {
        String script = script("bash");

        assertThat(
                        said(
                                "bash",
                                "-c",
                                "source "
                                        + script
                                        + "; COMP_WORDS=(serval --hara); COMP_CWORD=1;"
                                        + " COMP_LINE='serval --hara'; COMP_POINT=13; COMP_TYPE=9;"
                                        + " _complete_serval; echo ${COMPREPLY[@]} ,"))
                .last()
                .asString()
                .contains("--harakiri ", "--harakiri-grace ");
    }

    @Test
    void zsh() throws Exception {
        String script = script("zsh");

        assertThat(
                        said(
                                "zsh",
                                "-f",
                                "-c",
                                "autoload -U +X compinit && compinit -u -D; source "
                                        + script
                                        + "; print ${_comps[serval]}"))
                .last()
                .asString()
                .contains("_complete_serval");
    }

    @Test
    void fish() throws Exception {
        String script = script("fish");

        assertThat(
                        said(
                                "fish",
                                "-c",
                                "source "
                                        + script
                                        + "; complete -C 'serval --hara'; complete -C 'serval rel'"))
                .anyMatch(line -> line.startsWith("--harakiri\t"))
                .anyMatch(line -> line.startsWith("reload\t"));
    }

    @Test
    void aShellNobodyKnows() throws Exception {
        try (Serval serval = Serval.run(Serval.emptyFolder(), Map.of(), "completion", "csh")) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            serval.process().awaitLine("csh is no shell that is known here; bash, zsh or fish");
        }
    }
}

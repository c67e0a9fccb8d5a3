package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.table.Options;
import dev.serval.master.help.Lineage;
import dev.serval.master.migrate.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What we say of uWSGI's options, beside what uWSGI says of them itself. */
class UwsgiWordsTest {

    private static final Pattern WORD = Pattern.compile("--([a-z0-9][a-z0-9_-]*)");

    private static final Set<String> WORDS = new TreeSet<>();

    @BeforeAll
    static void ask() throws Exception {
        List<String> command = new ArrayList<>(List.of("uwsgi"));
        for (String plugin :
                List.of(
                        "python3",
                        "http",
                        "cheaper_busyness",
                        "jvm_openjdk17",
                        "jwsgi_openjdk17")) {
            command.addAll(List.of("--plugin", plugin));
        }
        command.add("--help");
        try (Started uwsgi = Started.command(Serval.emptyFolder(), Map.of(), command)) {
            uwsgi.awaitExit();
            for (String line : uwsgi.lines()) {
                if (line.matches("\\s+-.*")) {
                    WORD.matcher(line.strip().split("\\s", 2)[0])
                            .results()
                            .forEach(match -> WORDS.add(match.group(1)));
                }
            }
        }
        assertThat(WORDS).hasSizeGreaterThan(800).contains("harakiri", "http-to", "jwsgi");
    }

    @Test
    void whatWeSayUwsgiHasItHasAndNothingElse() {
        Lineage lineage = Lineage.load();

        assertThat(Options.all())
                .allSatisfy(option ->
                        assertThat(lineage.uwsgi(option).isPresent())
                                .as("help/uwsgi.txt about --%s", option.name())
                                .isEqualTo(option.words().stream().anyMatch(WORDS::contains)));
    }

    @Test
    void everyWordOfItsHasACounterpartOrAReason() {
        List<String> lines = new ArrayList<>(List.of("[uwsgi]"));
        WORDS.forEach(word -> lines.add(word + " = 1"));

        assertThat(Migration.of(Path.of("all.ini"), lines).lines())
                .hasSizeGreaterThan(600)
                .noneMatch(line -> line.contains("no word of uWSGI's"));
    }
}

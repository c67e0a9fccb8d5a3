package dev.serval.master.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.option.Option;
import dev.serval.control.option.Section;
import dev.serval.control.table.Options;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private static String printed(Consumer<PrintWriter> page) {
        StringWriter text = new StringWriter();
        page.accept(new PrintWriter(text, true));
        return text.toString();
    }

    private static String topic(String word) {
        return printed(out -> Topic.print(word, out, new PrintWriter(new StringWriter())));
    }

    /** What it shows of options is there. */
    @Test
    void theOverviewNamesNoOptionThatDoesNotExist() {
        assertThat(printed(Overview::print).lines().filter(line -> line.contains(" --")))
                .filteredOn(line -> !line.startsWith("  serval"))
                .map(line -> line.replaceFirst("^.*? --([a-z-]+).*$", "$1"))
                .filteredOn(word -> !word.equals("name"))
                .allMatch(word -> Options.find(word).isPresent());
    }

    @Test
    void theOverviewFitsOnAScreen() {
        List<String> lines = printed(Overview::print).lines().toList();

        assertThat(lines).hasSizeLessThan(50).allMatch(line -> line.length() <= 110);
    }

    @Test
    void anOptionIsToldWithAllThatIsKnown() {
        assertThat(topic("harakiri"))
                .startsWith("--harakiri DURATION\n    ")
                .contains("serval.harakiri in serval.conf")
                .contains("SERVAL_HARAKIRI in the environment")
                .contains("docs/harakiri.md")
                .contains("See also\n", "--cron-harakiri");
    }

    @Test
    void anOptionTellsItsAgeAndWhatUwsgiHas() {
        assertThat(topic("listen"))
                .contains("    since    0.1.0\n")
                .contains(
                        "    uWSGI    the kernel caps it at `net.core.somaxconn`; default there 100\n");
        assertThat(topic("acme-email")).doesNotContain("    uWSGI");
    }

    @Test
    void whatIsToldOfOptionsIsOfOptionsThereAre() {
        List<String> names = Options.all().stream().map(Option::name).toList();

        assertThat(names).containsAll(Lineage.load().names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--harakiri", "-harakiri", "HARAKIRI"})
    void dashesAndLettersDoNotMatter(String word) {
        assertThat(topic(word)).isEqualTo(topic("harakiri"));
    }

    @Test
    void aCommandAndASectionAreTold() {
        assertThat(topic("reload")).contains("serval reload [--chain]");
        assertThat(topic("traces")).startsWith("Traces (docs/tracing.md)").contains("--otlp");
        assertThat(topic("jobs")).contains("Jobs (docs/spooler.md)", "--spooler");
    }

    @Test
    void aWordNobodyKnowsIsGuessed() {
        StringWriter err = new StringWriter();

        assertThat(
                        Topic.print(
                                "harakri",
                                new PrintWriter(new StringWriter()),
                                new PrintWriter(err, true)))
                .isFalse();
        assertThat(err.toString())
                .isEqualTo(
                        "serval: help: nothing is known of harakri, did you mean harakiri?;"
                                + " `serval help all` lists all options\n");
    }

    @Test
    void allListsEveryOption() {
        String all = topic("all");

        assertThat(Options.all()).allMatch(option -> all.contains("--" + option.name()));
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void theDocumentationHasThePage(Section section) {
        assertThat(Path.of("..").resolve(section.page())).exists();
    }

    @Test
    void theManualPageNamesEveryOptionAndHasNoStrayMacro() {
        String page = printed(out -> ManPage.print("1", out));

        assertThat(Options.all())
                .allMatch(option -> page.contains("\\-\\-" + option.name().replace("-", "\\-")));
        assertThat(page.lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|B|br)\\b.*"));
    }

    @Test
    void everyExitCodeIsInTheRunbook() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/runbook.md"));
        String page = printed(out -> ManPage.print("1", out));

        assertThat(page.lines().filter(line -> line.matches("\\d")))
                .hasSize(7)
                .allMatch(
                        code -> rows.stream().anyMatch(row -> row.startsWith("| " + code + " |")));
    }

    @Test
    void everyCommandHasAName() {
        assertThat(Command.all())
                .extracting(Command::name)
                .doesNotHaveDuplicates()
                .contains("", "reload");
    }

    @Test
    void noOptionIsWithoutASentence() {
        assertThat(Options.all()).extracting(Option::help).allMatch(help -> !help.isBlank());
        assertThat(Arrays.stream(Section.values()).map(Section::title)).allMatch(t -> !t.isBlank());
    }
}

package dev.serval.control.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.control.table.AccessOptions;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.Options;
import dev.serval.control.table.ProcessOptions;
import dev.serval.control.table.TimeoutOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionSourcesTest {

    @TempDir private Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private OptionValues read(Argument... commandLine) {
        return new OptionSources(folder, environment).read(List.of(commandLine));
    }

    private static List<String> origins(OptionValues values, Option<?> option) {
        return values.said(option).stream().map(said -> said.origin().describe()).toList();
    }

    @Test
    void eachSourceCountsForMoreThanTheOneBefore() throws IOException {
        Argument ini = new Argument("ini", "app.ini");
        OptionValues defaults = read();
        file("serval.conf", "serval {\n  threads = 2\n}\n");
        OptionValues conf = read();
        file("app.ini", "[uwsgi]\nthreads = 3\n");
        OptionValues withIni = read(ini);
        environment.put("SERVAL_THREADS", "4");
        OptionValues withEnvironment = read(ini);
        OptionValues withAll = read(ini, new Argument("threads", "5"));

        assertThat(List.of(defaults, conf, withIni, withEnvironment, withAll))
                .extracting(values -> values.get(ProcessOptions.THREADS))
                .containsExactly(8, 2, 3, 4, 5);
        assertThat(List.of(defaults, conf, withIni, withEnvironment, withAll))
                .flatExtracting(values -> origins(values, ProcessOptions.THREADS))
                .containsExactly(
                        "default",
                        "serval.conf:2",
                        "app.ini:2",
                        "environment SERVAL_THREADS",
                        "command line");
    }

    @Test
    void aSourceThatCountsForMoreReplacesAllValuesOfARepeatableOption() throws IOException {
        file("serval.conf", "serval.http = [\":8000\", \":8001\"]");

        assertThat(read().all(ListenOptions.HTTP))
                .containsExactly(Address.parse(":8000"), Address.parse(":8001"));
        assertThat(
                        read(new Argument("http", ":9000"), new Argument("httprouter", "*:9001"))
                                .all(ListenOptions.HTTP))
                .containsExactly(Address.parse(":9000"), Address.parse("*:9001"));
    }

    @Test
    void theLastMentionOfAnOptionOfOneValueCounts() {
        OptionValues values = read(new Argument("processes", "2"), new Argument("workers", "3"));

        assertThat(values.get(ProcessOptions.PROCESSES)).isEqualTo(3);
        assertThat(values.said(ProcessOptions.PROCESSES)).hasSize(1);
    }

    @Test
    void aNamedFileStandsInForTheOneThatIsFound() throws IOException {
        file("serval.conf", "serval { processes = 2, threads = 2 }");
        file("other.conf", "serval { processes = 3 }");
        OptionValues values = read(new Argument("config", "other.conf"));

        assertThat(values.get(ProcessOptions.PROCESSES)).isEqualTo(3);
        assertThat(values.isSaid(ProcessOptions.THREADS)).isFalse();
    }

    @Test
    void filesMayBeNamedInTheEnvironment() throws IOException {
        file("other.conf", "serval.processes = 3");
        file("app.ini", "[serval]\nthreads = 4\n");
        environment.put("SERVAL_CONFIG", "other.conf");
        environment.put("SERVAL_INI", "app.ini");

        assertThat(read().get(ProcessOptions.PROCESSES)).isEqualTo(3);
        assertThat(read().get(ProcessOptions.THREADS)).isEqualTo(4);
    }

    @Test
    void whatTheServerSetsForItselfIsNoOption() {
        environment.put("SERVAL_HOME", "/opt/serval");
        environment.put("SERVAL_LINK", "@link");
        environment.put("OTHER_PROCESSES", "many");

        assertThat(Options.all()).noneMatch(read()::isSaid);
    }

    @Test
    void anIniFileIsReadAsUwsgiReadsIt() throws IOException {
        environment.put("PLACE", "/srv/$1");
        file(
                "app.ini",
                """
                ; a comment
                [other]
                unknown = here
                [uwsgi]
                # another
                master
                set-placeholder = app=shop
                set-ph = empty
                  processes=4
                http-timeout = 5s
                classpath = $(PLACE)/%(app).jar
                jvm-classpath = /lib/%(app)%(empty)-%(processes)/*
                """);
        OptionValues values = read(new Argument("ini", "app.ini"));

        assertThat(values.get(ProcessOptions.PROCESSES)).isEqualTo(4);
        assertThat(values.get(TimeoutOptions.HTTP_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(values.all(AppOptions.CLASSPATH))
                .containsExactly("/srv/$1/shop.jar", "/lib/shop-4/*");
        assertThat(Options.find("master").map(values::isSaid)).contains(true);
    }

    @Test
    void variablesOfTheAccessLogStayWhatTheyAreInAnIniFile() throws IOException {
        file(
                "app.ini",
                """
                [uwsgi]
                set-ph = shop=books
                log-format = %(shop) %(addr) %(status)
                """);
        OptionValues values = read(new Argument("ini", "app.ini"));

        assertThat(values.get(AccessOptions.ACCESS_LOG)).isEqualTo("books %(addr) %(status)");
    }

    @Test
    void everyDefaultIsAValueOfItsOption() {
        OptionValues values = read();

        assertThat(Options.all())
                .filteredOn(option -> !option.fallback().isEmpty())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(values.all(option)).hasSize(1));
    }

    @Test
    void everyWordAndEveryLetterIsOfOneOption() {
        List<Character> letters =
                Options.all().stream().map(Option::letter).filter(c -> c != 0).toList();

        assertThat(Options.words()).doesNotHaveDuplicates();
        assertThat(letters).doesNotHaveDuplicates();
    }
}

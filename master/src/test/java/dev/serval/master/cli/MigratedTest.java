package dev.serval.master.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.TlsOptions;
import dev.serval.master.migrate.Migration;
import dev.serval.master.server.Identities;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code serval migrate} prints is taken by {@code serval check}. */
class MigratedTest {

    @TempDir Path folder;

    /** The options of public configurations, one a line, with values of our own. */
    static Stream<String> configurations() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/migrate/configurations.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void whatIsPrintedPassesTheCheck(String configuration) throws IOException {
        List<String> lines =
                Stream.concat(Stream.of("[uwsgi]"), Arrays.stream(configuration.split("\\|", -1)))
                        .map(line -> line.replace("HERE", folder.toString()))
                        .map(line ->
                                line.replaceAll("\\bME\\b", Integer.toString(Identities.uid())))
                        .toList();
        Path ini = Files.write(folder.resolve("shop.ini"), lines);
        String conf = Migration.of(ini, lines);
        Path file = Files.writeString(folder.resolve("serval.conf"), conf);

        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int code = new ServalCommand(out, out).interpret(check(file, conf).toArray(String[]::new));

        assertThat(code).as("%s%n%s", said, conf).isEqualTo(ExitCode.OK);
        assertThat(said.toString()).startsWith("ok: ");
        assertThat(left(conf)).as(conf).noneMatch(line -> line.contains("no word of uWSGI's"));
    }

    /** Whoever migrates names the Java application, and an address if there is none. */
    private static List<String> check(Path file, String conf) {
        List<String> words = new ArrayList<>(List.of("check", "--config", file.toString()));
        if (conf.startsWith("# It names no application")) {
            words.addAll(List.of("--module", "catserve.CatServe"));
        }
        boolean listens =
                Stream.of(
                                ListenOptions.HTTP,
                                ListenOptions.HTTP_SOCKET,
                                ListenOptions.SOCKET,
                                TlsOptions.HTTPS)
                        .anyMatch(option -> conf.contains("  " + option.name() + " = "));
        if (!listens && !conf.contains("  emperor = ")) {
            words.addAll(List.of("--http", "127.0.0.1:0"));
        }
        return words;
    }

    /** Placeholders have names of their own, which begin with `my` here; one line has a slip. */
    private static List<String> left(String conf) {
        return conf.lines().filter(line -> line.startsWith("# shop.ini:")).toList().stream()
                .filter(line -> !line.matches("# shop.ini:\\d+: (my|vaccum).*"))
                .toList();
    }
}

package dev.serval.control.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionSources.Argument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input in {@code golden}: a HOCON file, an ini file, a command line ({@code .args}) or an
 * environment ({@code .env}), one pair a line. Beside it, its name and {@code .txt}: the whole text
 * of its error.
 */
class GoldenErrorsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<String> inputs() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void theErrorIsThisText(String input) throws IOException {
        String kind = input.substring(input.lastIndexOf('.') + 1);
        OptionException error =
                catchThrowableOfType(OptionException.class, () -> read(input, kind));

        assertThat(error).as("an error").isNotNull();
        assertThat(error.getMessage() + "\n")
                .isEqualTo(Files.readString(FOLDER.resolve(input + ".txt")));
        assertThat(error.exitCode())
                .isEqualTo(kind.equals("args") ? OptionException.USAGE : OptionException.CONFIG);
    }

    private static void read(String input, String kind) throws IOException {
        List<Argument> arguments = new ArrayList<>();
        Map<String, String> environment = new TreeMap<>();
        switch (kind) {
            case "conf" -> arguments.add(new Argument("config", input));
            case "ini" -> arguments.add(new Argument("ini", input));
            case "args" -> pairs(input).forEach((k, v) -> arguments.add(new Argument(k, v)));
            default -> environment.putAll(pairs(input));
        }
        new OptionSources(FOLDER, environment).read(arguments);
    }

    private static Map<String, String> pairs(String input) throws IOException {
        Map<String, String> pairs = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve(input))) {
            int equals = line.indexOf('=');
            pairs.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return pairs;
    }
}

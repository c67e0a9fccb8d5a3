package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Helm, in a JVM of its own: it is written in Go and has signal handlers of its own. */
final class Chart {

    static final Path KUBERNETES = Path.of("..", "kubernetes").toAbsolutePath().normalize();

    static final Path FOLDER = KUBERNETES.resolve("chart");

    /** What it said, and its exit code: 0, or 1 where Helm has refused. */
    record Outcome(int code, String text) {}

    private Chart() {}

    static Outcome lint() throws Exception {
        return run("lint", FOLDER.toString());
    }

    /**
     * A copy whose hooks are objects like any other: Helm does not render those that it runs later.
     */
    static Path unhooked() throws IOException {
        Path copy = Files.createTempDirectory(Path.of("target"), "chart").toAbsolutePath();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(FOLDER.relativize(file));
                Files.createDirectories(to.getParent());
                Files.writeString(to, Files.readString(file).replace("helm.sh/hook", "test/hook"));
            }
        }
        return copy;
    }

    /**
     * @param values each {@code key=value}
     */
    static Outcome render(Path chart, String... values) throws Exception {
        List<String> words = new ArrayList<>(List.of("template", chart.toString()));
        words.addAll(List.of(values));
        return run(words.toArray(String[]::new));
    }

    private static Outcome run(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Chart.class.getName()));
        command.addAll(List.of(words));
        Process helm =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String text = new String(helm.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(helm.waitFor(), text);
        } finally {
            helm.destroyForcibly();
        }
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] words) {
        try {
            Helm helm = new Helm(Path.of(words[1]));
            List<String> values = List.of(words).subList(2, words.length);
            System.out.print(words[0].equals("lint") ? linted(helm) : rendered(helm, values));
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static String linted(Helm helm) {
        LintResult result = helm.lint().strict().call();
        String said = String.join("\n", result.getMessages()) + "\n";
        if (result.isFailed()) {
            throw new IllegalStateException(said);
        }
        return said;
    }

    private static String rendered(Helm helm, List<String> values) {
        TemplateCommand command = helm.template().withName("serval").withNamespace("serval");
        for (String value : values) {
            String[] parts = value.split("=", 2);
            command.set(parts[0], parts[1]);
        }
        return command.call();
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Helm, in a JVM of its own: it is written in Go and has signal handlers of its own. */
final class Chart {

    static final Path FOLDER = Path.of("..", "kubernetes", "chart").toAbsolutePath().normalize();

    /** What it said, and its exit code: 0, or 1 where Helm has refused. */
    record Outcome(int code, String text) {}

    private Chart() {}

    static Outcome lint() throws Exception {
        return run("lint");
    }

    /**
     * @param values each {@code key=value}
     */
    static Outcome render(String... values) throws Exception {
        List<String> words = new ArrayList<>(List.of("template"));
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
        Process helm = new ProcessBuilder(command).redirectErrorStream(true).start();
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
            System.out.print(
                    words[0].equals("lint")
                            ? linted()
                            : rendered(List.of(words).subList(1, words.length)));
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static String linted() {
        LintResult result = new Helm(FOLDER).lint().strict().call();
        String said = String.join("\n", result.getMessages()) + "\n";
        if (result.isFailed()) {
            throw new IllegalStateException(said);
        }
        return said;
    }

    private static String rendered(List<String> values) {
        TemplateCommand command =
                new Helm(FOLDER).template().withName("serval").withNamespace("serval");
        for (String value : values) {
            String[] parts = value.split("=", 2);
            command.set(parts[0], parts[1]);
        }
        return command.call();
    }
}

package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The fuzzing client of the Autobahn test suite, which is written in Python 2, under Jython. */
record Autobahn(int port) {

    private static final int MINUTES = 10;

    private static final String CLIENT =
            """
            import sys
            sys.path.insert(0, sys.argv[1])
            sys.argv = ["wstest", "-m", "fuzzingclient", "-s", "spec.json"]
            from autobahntestsuite import wstest
            wstest.run()
            """;

    /**
     * What each case came to: how messages went, and how the connection was closed.
     *
     * @param cases patterns, such as {@code 9.*}
     * @param but patterns of those that are left out
     */
    Map<String, String> results(List<String> cases, List<String> but) {
        try {
            Path folder = Serval.emptyFolder();
            Files.writeString(folder.resolve("client.py"), CLIENT);
            Files.writeString(folder.resolve("spec.json"), spec(json(cases), json(but)));
            run(folder);
            return read(Files.readString(folder.resolve("report/index.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String spec(String cases, String but) {
        return """
        {"outdir": "./report", "cases": %s, "exclude-cases": %s, "exclude-agent-cases": {},
         "servers": [{"agent": "serval", "url": "ws://127.0.0.1:%d/ws", "options": {"version": 18}}]}
        """
                .formatted(cases, but, port);
    }

    private static void run(Path folder) throws IOException, InterruptedException {
        File log = folder.resolve("client.log").toFile();
        Process client =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-jar",
                                jarOf("org/python/util/jython.class"),
                                "client.py",
                                jarOf("autobahntestsuite/wstest.py"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        try {
            if (!client.waitFor(MINUTES, TimeUnit.MINUTES) || client.exitValue() != 0) {
                throw new AssertionError(Files.readString(log.toPath(), UTF_8));
            }
        } finally {
            client.destroyForcibly();
        }
    }

    private static Map<String, String> read(String index) {
        Map<String, String> results = new TreeMap<>();
        Map<?, ?> cases = (Map<?, ?>) Objects.requireNonNull(Json.object(index).get("serval"));
        cases.forEach((id, entry) -> {
            Map<?, ?> result = (Map<?, ?>) entry;
            results.put(id.toString(), result.get("behavior") + ", " + result.get("behaviorClose"));
        });
        return results;
    }

    private static String json(List<String> patterns) {
        return patterns.isEmpty() ? "[]" : "[\"" + String.join("\", \"", patterns) + "\"]";
    }

    private static String jarOf(String entry) throws IOException {
        var url = Objects.requireNonNull(Autobahn.class.getClassLoader().getResource(entry), entry);
        return ((JarURLConnection) url.openConnection()).getJarFile().getName();
    }
}

package dev.serval.master.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles in this process, where the compiler is warm after its first run: a tenth of the time of
 * a process of its own. Always everything, so that what it makes is what a build would make. One
 * thread at a time.
 */
public final class LiveCompiler {

    private static final int MOST_PROBLEMS = 50;
    private static final String ALL_JARS = "/*";

    private final JavaCompiler compiler;
    private final Path api;

    private LiveCompiler(JavaCompiler compiler, Path api) {
        this.compiler = compiler;
        this.api = api;
    }

    /**
     * The compiler of the JDK that this process runs on.
     *
     * @param lib the folder of our jars
     * @throws OptionException if there is none
     */
    public static LiveCompiler of(Path lib) {
        JavaCompiler found = ToolProvider.getSystemJavaCompiler();
        if (found == null) {
            throw OptionException.file(
                    "dev: %s has no compiler; set JAVA_HOME to a JDK 25"
                            .formatted(System.getProperty("java.home")));
        }
        try {
            return new LiveCompiler(found, ApiJar.in(lib));
        } catch (IOException e) {
            throw OptionException.file("dev: " + e.getMessage());
        }
    }

    /**
     * Makes the classes.
     *
     * @param root where packages begin
     * @param files to compile, and whatever else they use below the root
     * @param classPath what else they use
     * @param into an empty folder
     * @return what is wrong; nothing if it compiles
     * @throws IOException if a file cannot be read or written
     */
    public List<Problem> compile(Path root, List<Path> files, List<String> classPath, Path into)
            throws IOException {
        if (files.isEmpty()) {
            return List.of(new Problem("", 0, 0, "there is no source file below " + root, ""));
        }
        List<String> path = new ArrayList<>();
        for (String entry : classPath) {
            path.addAll(expanded(entry));
        }
        path.add(api.toString());
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-d",
                                into.toString(),
                                "-cp",
                                String.join(":", path),
                                "-sourcepath",
                                root.toString()));
        options.addAll(SourceCompiler.OPTIONS);
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager disk =
                compiler.getStandardFileManager(said, Locale.ENGLISH, UTF_8)) {
            boolean done =
                    compiler.getTask(
                                    null,
                                    disk,
                                    said,
                                    options,
                                    null,
                                    disk.getJavaFileObjectsFromPaths(files))
                            .call();
            return done ? List.of() : problems(said.getDiagnostics());
        }
    }

    /** Only the command javac knows what a star is. */
    private static List<String> expanded(String entry) throws IOException {
        if (!entry.endsWith(ALL_JARS)) {
            return List.of(entry);
        }
        Path folder = Path.of(entry.substring(0, entry.length() - ALL_JARS.length()));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Problem> problems(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        List<Problem> problems =
                diagnostics.stream()
                        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                        .limit(MOST_PROBLEMS)
                        .map(LiveCompiler::problem)
                        .toList();
        return problems.isEmpty()
                ? List.of(new Problem("", 0, 0, "the compiler failed without a word", ""))
                : problems;
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> said) {
        String message = said.getMessage(Locale.ENGLISH);
        JavaFileObject source = said.getSource();
        if (source == null || !"file".equals(source.toUri().getScheme())) {
            return new Problem("", 0, 0, message, "");
        }
        URI uri = source.toUri();
        long line = Math.max(0, said.getLineNumber());
        return new Problem(
                Problem.shown(Path.of(uri)),
                line,
                Math.max(0, columnOf(said)),
                message,
                line(Path.of(uri), line));
    }

    /** The compiler counts a tab as what it takes up to the next eighth column; we as one. */
    private static long columnOf(Diagnostic<? extends JavaFileObject> said) {
        if (said.getPosition() == Diagnostic.NOPOS || said.getSource() == null) {
            return 0;
        }
        try {
            CharSequence text = said.getSource().getCharContent(true);
            int at = (int) said.getPosition();
            int start = at;
            while (start > 0 && text.charAt(start - 1) != '\n') {
                start--;
            }
            return at - start + 1L;
        } catch (IOException | IndexOutOfBoundsException e) {
            return said.getColumnNumber();
        }
    }

    private static String line(Path file, long number) {
        try (Stream<String> lines = Files.lines(file, UTF_8)) {
            return number < 1 ? "" : lines.skip(number - 1).findFirst().orElse("");
        } catch (IOException | java.io.UncheckedIOException e) {
            return "";
        }
    }
}

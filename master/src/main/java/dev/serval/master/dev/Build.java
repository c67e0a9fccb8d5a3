package dev.serval.master.dev;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.OptionException;
import dev.serval.master.aot.CacheFolder;
import dev.serval.master.source.LiveCompiler;
import dev.serval.master.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Compiles the project, each time into a folder of its own: an application that still runs finds
 * the classes it was loaded from. One thread at a time, but for {@link #classPath}.
 */
final class Build implements AutoCloseable {

    private static final int KEPT = 4;

    private final LiveCompiler compiler;
    private final Path home;
    private final Path work;
    private final Deque<Path> made = new ArrayDeque<>();
    private int number;
    private volatile List<String> compiled = List.of();

    /**
     * @param lib the folder of our jars
     * @throws OptionException if there is no compiler, or no place for what it makes
     */
    Build(Path lib) {
        this.home = lib.resolve("..").normalize();
        this.compiler = LiveCompiler.of(lib);
        try {
            this.work = Files.createTempDirectory("serval-dev-");
        } catch (IOException e) {
            throw OptionException.file("dev: classes cannot be written: " + e.getMessage());
        }
    }

    /**
     * Compiles what there is to compile.
     *
     * @return what is wrong; if there is nothing, {@link #classPath} leads to the new classes
     */
    List<Problem> make(Project project) {
        if (project.root() == null && project.webapp() == null) {
            compiled = List.of();
            return List.of();
        }
        Path into = work.resolve(Integer.toString(++number));
        try {
            Files.createDirectory(into);
            List<Problem> problems =
                    project.webapp() == null
                            ? classes(project, project.classPath(), into)
                            : war(project, project.webapp(), into);
            if (!problems.isEmpty()) {
                CacheFolder.deleteWorkplace(into);
                return problems;
            }
            compiled = List.of(into.toString());
            made.add(into);
            if (made.size() > KEPT) {
                CacheFolder.deleteWorkplace(made.remove());
            }
            return List.of();
        } catch (IOException e) {
            return List.of(new Problem("", 0, 0, String.valueOf(e), ""));
        }
    }

    private List<Problem> classes(Project project, List<String> classPath, Path into)
            throws IOException {
        Path root = project.root();
        return root == null ? List.of() : compiler.compile(root, project.files(), classPath, into);
    }

    private List<Problem> war(Project project, Path webapp, Path into) throws IOException {
        List<String> path = new ArrayList<>(project.classPath());
        path.addAll(WarFolder.interfaces(home));
        List<Problem> problems = classes(project, path, WarFolder.classes(into));
        if (problems.isEmpty()) {
            WarFolder.fill(into, webapp, project.classPath());
        }
        return problems;
    }

    /** Where what was made last is. */
    String last() {
        return String.join(":", compiled);
    }

    /** What a worker loads the project from now; any thread. */
    List<String> classPath(Project project) {
        List<String> path = new ArrayList<>(compiled);
        path.addAll(project.classPath());
        return path;
    }

    @Override
    public void close() {
        try {
            CacheFolder.deleteWorkplace(work);
        } catch (IOException e) {
            EventLog.line("dev: %s cannot be removed: %s".formatted(work, e.getMessage()));
        }
    }
}

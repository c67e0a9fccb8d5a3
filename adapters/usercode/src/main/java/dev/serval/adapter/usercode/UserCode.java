package dev.serval.adapter.usercode;

import dev.serval.app.AppContext;
import dev.serval.app.CannotStartException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The user's class path, loaded.
 *
 * @param classPath as the operator wrote it, parted by colons
 * @param loader loads from it
 */
public record UserCode(String classPath, ClassLoader loader) {

    /** Setting: the user's class path, parted by colons. */
    private static final String CLASS_PATH = "serval.class-path";

    private static final String ALL_JARS = "/*";

    /**
     * Opens the class path; its loader becomes this thread's, and so that of each thread that runs
     * requests.
     *
     * @param lent whether the class of this name is the adapter's, whatever the class path has
     * @throws CannotStartException if an entry cannot be read
     */
    public static UserCode open(AppContext context, Predicate<String> lent)
            throws CannotStartException {
        String classPath = context.settings().getOrDefault(CLASS_PATH, ".");
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(":", -1)) {
            try {
                add(entry, urls);
            } catch (IOException e) {
                throw new CannotStartException(
                        "--classpath: %s cannot be read (%s)".formatted(entry, e));
            }
        }
        return of(classPath, urls, lent);
    }

    /**
     * Makes a loader for these; it becomes this thread's, and so that of each thread that runs
     * requests.
     *
     * @param classPath their name for messages
     * @param lent whether the class of this name is the adapter's, whatever the class path has
     */
    public static UserCode of(String classPath, List<URL> urls, Predicate<String> lent) {
        ClassLoader loader =
                new UserClassLoader(
                        urls.toArray(URL[]::new), UserCode.class.getClassLoader(), lent);
        Thread.currentThread().setContextClassLoader(loader);
        return new UserCode(classPath, loader);
    }

    private static void add(String entry, List<URL> urls) throws IOException {
        if (!entry.endsWith(ALL_JARS)) {
            urls.add(Path.of(entry).toAbsolutePath().toUri().toURL());
            return;
        }
        Path folder = Path.of(entry.substring(0, entry.length() - ALL_JARS.length()));
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        }
        jars.sort(null);
        for (Path jar : jars) {
            urls.add(jar.toAbsolutePath().toUri().toURL());
        }
    }

    /**
     * Finds a class, and initializes it.
     *
     * @param option that named it, for the message
     * @param name with dots, or as in uWSGI with slashes
     * @throws CannotStartException if there is none, or it cannot be loaded
     */
    public Class<?> find(String option, String name) throws CannotStartException {
        String dotted = name.replace('/', '.');
        try {
            return Class.forName(dotted, true, loader);
        } catch (ClassNotFoundException e) {
            throw new CannotStartException(
                    "--%s: there is no class %s on the class path (%s)%s; add its folder or jar with --classpath"
                            .formatted(
                                    option,
                                    dotted,
                                    classPath,
                                    BrokenEntry.in(List.of(classPath.split(":", -1)))));
        } catch (UnsupportedClassVersionError e) {
            throw new CannotStartException(
                    "--%s: %s was compiled for a newer Java than %d (%s); compile it with --release %d, or start Serval with a newer JDK (SERVAL_JAVA_HOME)"
                            .formatted(
                                    option,
                                    dotted,
                                    Runtime.version().feature(),
                                    e.getMessage(),
                                    Runtime.version().feature()));
        } catch (ExceptionInInitializerError e) {
            throw new CannotStartException(
                    "--%s: the static initializer of %s threw %s"
                            .formatted(option, dotted, e.getCause()),
                    e.getCause());
        } catch (LinkageError e) {
            throw new CannotStartException(
                    "--%s: %s cannot be loaded (%s)".formatted(option, dotted, e), e);
        }
    }
}

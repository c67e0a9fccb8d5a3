package dev.serval.master.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.OptionException;
import dev.serval.master.aot.CacheFolder;
import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compiles an application with the JDK's compiler, in a process of its own; what has not changed is
 * not compiled again. Blocks.
 */
public final class SourceCompiler {

    private static final int MOST_OUTPUT_BYTES = 16 * 1024;

    /** Where a source file finds jars, beside it. */
    public static final String JARS = "lib";

    /** The same for whoever serves and whoever develops. */
    static final List<String> OPTIONS =
            List.of(
                    "-implicit:class",
                    "-proc:none",
                    "-encoding",
                    "UTF-8",
                    "-g",
                    "-parameters",
                    "-Xlint:none");

    private final Path javac;
    private final Path lib;
    private final CacheFolder cache;

    private SourceCompiler(Path javac, Path lib, CacheFolder cache) {
        this.javac = javac;
        this.lib = lib;
        this.cache = cache;
    }

    /**
     * The compiler of the JDK that this process runs on.
     *
     * @param lib the folder of our jars, where the application's interface is
     */
    public static SourceCompiler of(Path lib, Map<String, String> environment) {
        return new SourceCompiler(
                Path.of(System.getProperty("java.home"), "bin", "javac"),
                lib,
                CacheFolder.of(environment));
    }

    /**
     * Makes the classes, also of those source files that it uses.
     *
     * @param classPath what else it uses
     * @return the class path to run it with, which begins with its classes
     * @throws OptionException if it does not compile; the message is the compiler's
     */
    public List<String> compile(SourceModule module, List<String> classPath) {
        List<String> used = new ArrayList<>();
        Path jars = module.root().resolve(JARS);
        if (Files.isDirectory(jars)) {
            used.add(jars + "/*");
        }
        used.addAll(classPath);
        try {
            cache.make();
            Path classes = cache.classes(SourceKey.of(module, used));
            if (!Files.isDirectory(classes)) {
                make(module, used, classes);
            }
            used.addFirst(classes.toString());
            return used;
        } catch (IOException e) {
            throw OptionException.file(
                    "module: the classes of %s cannot be written: %s"
                            .formatted(module.file(), e.getMessage()));
        }
    }

    private void make(SourceModule module, List<String> used, Path classes) throws IOException {
        Path work = cache.workplace();
        run(module, used, work);
        try {
            Files.move(work, classes, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(classes)) {
                throw e;
            }
            CacheFolder.deleteWorkplace(work);
        }
    }

    private void run(SourceModule module, List<String> used, Path work) throws IOException {
        List<String> path = new ArrayList<>(used);
        path.add(ApiJar.in(lib).toString());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                javac.toString(),
                                "-J-XX:+UseSerialGC",
                                "-J-XX:TieredStopAtLevel=1",
                                "-d",
                                work.toString(),
                                "-cp",
                                String.join(":", path),
                                "-sourcepath",
                                module.root().toString()));
        command.addAll(OPTIONS);
        command.add(module.file().toString());
        Process process = Offspring.start(new ProcessBuilder(command).redirectErrorStream(true));
        String said = new String(process.getInputStream().readNBytes(MOST_OUTPUT_BYTES), UTF_8);
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        if (process.onExit().join().exitValue() != 0) {
            CacheFolder.deleteWorkplace(work);
            throw OptionException.file(
                    "module: %s does not compile\n%s".formatted(module.file(), said.strip()));
        }
    }
}

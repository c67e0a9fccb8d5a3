package dev.serval.master.process;

import dev.serval.control.link.Role;
import dev.serval.master.supervise.ChildId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a child: the same JVM, small. All children and the master have the same class
 * path, so that they can share what is loaded from it.
 *
 * @param java the launcher binary
 * @param lib the distribution's jars
 * @param workerOptions JVM options of the user's for workers, after ours so that they win
 * @param routerOptions the same for the router
 * @param extras what children have on their class path too: folders of {@code lib}, each with a jar
 *     that is called like it
 * @param preload what comes before all options
 * @param surroundings of both
 */
public record ChildCommand(
        Path java,
        Path lib,
        List<String> workerOptions,
        List<String> routerOptions,
        List<String> extras,
        Preload preload,
        Surroundings surroundings) {

    /** What sends spans, for the router too. */
    public static final String TRACES = "otel";

    /** The jar whose manifest names all others. */
    public static final String MASTER = "serval-master";

    private static final String OUR_COLLECTOR = "-XX:+UseSerialGC";

    /** SerialGC and no performance files: 20 ms and 20 MB less a process (process-model, 5). */
    private static final List<String> LEAN =
            List.of(
                    OUR_COLLECTOR,
                    "-XX:-UsePerfData",
                    // What compiling has needed goes back to the system: 16 MB a process.
                    "-XX:TrimNativeHeapInterval=10000",
                    // It grows; its 65 536 places are written to at once, half a megabyte.
                    "-XX:StringTableSize=1024",
                    // The only one for Linux. Else each process opens all jars and looks for more.
                    "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dio.netty.noUnsafe=false",
                    "-Dio.netty.jfr.enabled=false",
                    // Parts of a channel's name, which nobody reads, and slow to find out.
                    "-Dio.netty.machineId=02:00:00:00:00:00",
                    "-Dio.netty.processId=1",
                    "-Dio.netty.leakDetection.level=disabled");

    /**
     * No application runs in it: reflection may be slow later if it is quick to start. Without
     * memory it has nobody to answer with and ends; a worker answers 500 and asks to be replaced.
     */
    private static final List<String> ROUTER =
            List.of(
                    "-Xms32m",
                    "-XX:+ExitOnOutOfMemoryError",
                    // A request passes a deep chain of methods, each compiled for itself, and each
                    // with all below it. Calls to what is large already: half the compiling.
                    "-XX:InlineSmallCode=1000",
                    "-Djdk.reflect.useNativeAccessorOnly=true");

    /**
     * All options of a child's JVM. A collector the operator has chosen takes the place of ours: a
     * JVM that is given two does not start.
     */
    public List<String> options(Role role) {
        List<String> options = new ArrayList<>(role == Role.ROUTER ? ROUTER : List.of("-Xms32m"));
        options.add(libraries());
        options.addAll(lean(chosen(role)));
        return options;
    }

    /**
     * Where Java looks for native libraries: where it would, but first where Netty's is. Else Netty
     * looks into every jar for it, and writes a copy of it into the folder for temporary files.
     */
    private String libraries() {
        Set<String> path = new LinkedHashSet<>(List.of(lib.resolve("native").toString()));
        path.addAll(folders(surroundings.environment().get("LD_LIBRARY_PATH")));
        path.addAll(folders(System.getProperty("java.library.path")));
        return "-Djava.library.path=" + String.join(":", path);
    }

    private static List<String> folders(@Nullable String path) {
        return path == null ? List.of() : List.of(path.split(":", -1));
    }

    /**
     * Options that all of them have in common, and these. No others decide which cache of classes
     * fits.
     *
     * @param chosen by the operator, for one kind of child; none for the master
     */
    public static List<String> lean(List<String> chosen) {
        List<String> options = new ArrayList<>(LEAN);
        if (chosen.stream().anyMatch(o -> o.matches("-XX:\\+Use\\w+GC"))) {
            options.remove(OUR_COLLECTOR);
        }
        options.addAll(chosen);
        return options;
    }

    private List<String> chosen(Role role) {
        return role == Role.ROUTER ? routerOptions : workerOptions;
    }

    private List<String> jvm(Role role) throws IOException {
        List<String> line = new ArrayList<>(List.of(java.toString()));
        line.addAll(preload.options(lean(chosen(role))));
        line.addAll(options(role));
        line.addAll(List.of("-cp", classPath(role)));
        return line;
    }

    /** Extras come last: a cache made without them still fits what comes before. */
    private String classPath(Role role) throws IOException {
        StringBuilder path = new StringBuilder(jar(MASTER).toString());
        for (String extra : extras) {
            if (role != Role.ROUTER || extra.equals(TRACES)) {
                path.append(':').append(jar(lib.resolve(extra), "serval-" + extra));
            }
        }
        return path.toString();
    }

    /**
     * @throws IOException if the distribution lacks the child's jar
     */
    List<String> line(ChildId id) throws IOException {
        List<String> line = new ArrayList<>(surroundings.prefix());
        line.addAll(jvm(id.role()));
        line.add(
                switch (id.role()) {
                    case ROUTER -> "dev.serval.router.RouterMain";
                    case WORKER -> "dev.serval.worker.WorkerMain";
                    case SPOOLER -> "dev.serval.worker.SpoolerMain";
                    case MULE -> "dev.serval.worker.MuleMain";
                });
        line.add("serval " + id);
        return line;
    }

    /**
     * A jar of the distribution's.
     *
     * @param name without its version
     * @throws IOException if the distribution lacks it
     */
    public Path jar(String name) throws IOException {
        return jar(lib, name);
    }

    private static Path jar(Path folder, String name) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name + "-*.jar")) {
            for (Path jar : found) {
                return jar;
            }
        } catch (NoSuchFileException _) {
            // Said below in more words.
        }
        throw new IOException("no " + name + " jar in " + folder);
    }
}

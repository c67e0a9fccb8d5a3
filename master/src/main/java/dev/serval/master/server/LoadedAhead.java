package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.training.Training;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads the classes that a master may need one day, while its jars are still those it was started
 * from: who copies a new version over them leaves a running JVM without the classes it has not
 * loaded. These are what it has not used yet of the packages it uses. On a thread of its own.
 *
 * <p>Not in a rehearsal: what is loaded there is in the start-up cache, and so in each process.
 */
final class LoadedAhead {

    private static final String JARS =
            "{serval-master,serval-control,netty-common,netty-transport-[4cn]}*.jar";
    private static final List<String> PACKAGES =
            List.of("dev/serval/", "io/netty/channel/", "io/netty/util/concurrent/");
    private static final String CLASS = ".class";
    private static final ClassLoader LOADER = LoadedAhead.class.getClassLoader();

    private LoadedAhead() {}

    /**
     * Begins.
     *
     * @param lib our jars
     */
    static void begin(Path lib) {
        if (Training.isRehearsal()) {
            return;
        }
        Thread.ofPlatform().daemon().name("ahead").start(() -> load(lib));
    }

    private static void load(Path lib) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, JARS)) {
            for (Path jar : jars) {
                names(jar).forEach(LoadedAhead::load);
            }
        } catch (IOException e) {
            EventLog.line("%s cannot be read: %s".formatted(lib, e.getMessage()));
        }
    }

    private static List<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> PACKAGES.stream().anyMatch(name::startsWith))
                    .filter(name -> name.endsWith(CLASS) && !name.contains("-info"))
                    .map(name -> name.substring(0, name.length() - CLASS.length()))
                    .map(name -> name.replace('/', '.'))
                    .filter(LoadedAhead::isInUse)
                    .toList();
        }
    }

    private static boolean isInUse(String name) {
        return LOADER.getDefinedPackage(name.substring(0, name.lastIndexOf('.'))) != null;
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, LOADER);
        } catch (ClassNotFoundException | LinkageError e) {
            // It needs a library that is not here: nobody will miss it.
            return;
        }
    }
}

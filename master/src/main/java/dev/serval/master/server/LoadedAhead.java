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
 * Loads the classes with which a master sees to its processes and ends, while its jars are still
 * those it was started from: who copies a new version over them leaves a running JVM without the
 * classes it has not loaded. On a thread of its own.
 *
 * <p>With a start-up cache the few that its rehearsal has not used: it has begun and ended as a
 * server does. In a rehearsal none, or each process would have them from the cache.
 */
final class LoadedAhead {

    private static final String JARS =
            "{serval-master,serval-control,netty-common,netty-transport-[4cn]}*.jar";
    private static final List<String> OURS =
            List.of(
                    "dev/serval/control/board/",
                    "dev/serval/control/link/",
                    "dev/serval/control/log/",
                    "dev/serval/master/command/",
                    "dev/serval/master/hub/",
                    "dev/serval/master/process/",
                    "dev/serval/master/server/",
                    "dev/serval/master/socket/",
                    "dev/serval/master/supervise/");
    private static final List<String> NETTYS =
            List.of("io/netty/channel/", "io/netty/util/concurrent/");
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
                    .filter(LoadedAhead::isMeant)
                    .filter(name -> name.endsWith(CLASS) && !name.contains("-info"))
                    .map(name -> name.substring(0, name.length() - CLASS.length()))
                    .map(name -> name.replace('/', '.'))
                    .filter(LoadedAhead::isInUse)
                    .toList();
        }
    }

    private static boolean isMeant(String name) {
        return OURS.stream().anyMatch(name::startsWith)
                || (!Installation.hasCache() && NETTYS.stream().anyMatch(name::startsWith));
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

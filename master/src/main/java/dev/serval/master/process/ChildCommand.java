package dev.serval.master.process;

import dev.serval.control.link.Role;
import dev.serval.master.supervise.ChildId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a child: the same JVM, small, with nothing on its class path but what its own
 * jar's manifest names.
 *
 * @param java the launcher binary
 * @param lib the distribution's jars
 * @param workerOptions JVM options of the user's for workers, after ours so that they win
 * @param routerOptions the same for the router
 * @param surroundings of both
 */
public record ChildCommand(
        Path java,
        Path lib,
        List<String> workerOptions,
        List<String> routerOptions,
        Surroundings surroundings) {

    /** SerialGC and no performance files: 20 ms and 20 MB less a process (process-model, 5). */
    private static final List<String> LEAN =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-Xshare:auto",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dio.netty.noUnsafe=false",
                    "-Dio.netty.jfr.enabled=false",
                    "-Dio.netty.leakDetection.level=disabled");

    /**
     * @throws IOException if the distribution lacks the child's jar
     */
    List<String> line(ChildId id) throws IOException {
        List<String> line = new ArrayList<>(surroundings.prefix());
        line.add(java.toString());
        line.addAll(LEAN);
        boolean router = id.role() == Role.ROUTER;
        line.addAll(router ? List.of("-Xms32m", "-Xmx256m") : List.of("-Xms32m"));
        line.addAll(router ? routerOptions : workerOptions);
        line.addAll(List.of("-cp", jar(router ? "serval-router" : "serval-worker-runtime")));
        line.add(router ? "dev.serval.router.RouterMain" : "dev.serval.worker.WorkerMain");
        line.add("serval " + id);
        return line;
    }

    private String jar(String name) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, name + "-*.jar")) {
            for (Path jar : found) {
                return jar.toString();
            }
        }
        throw new IOException("no " + name + " jar in " + lib);
    }
}

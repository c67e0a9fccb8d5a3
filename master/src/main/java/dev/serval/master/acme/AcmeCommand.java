package dev.serval.master.acme;

import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of the process that gets a certificate. It alone loads the library that can, and
 * ends when its input does: with the master.
 *
 * @param java the launcher binary
 * @param lib the distribution's jars
 */
public record AcmeCommand(Path java, Path lib) {

    /**
     * Starts it.
     *
     * @param prefix a command that becomes another user and then the process; may be empty
     * @throws IOException if the distribution lacks its jar, or it cannot be started
     */
    Process start(AcmePlan plan, List<String> prefix) throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(
                List.of(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-Xmx64m",
                        "-cp",
                        jar().toString(),
                        "dev.serval.acme.AcmeMain",
                        plan.folder().toString(),
                        plan.directory(),
                        plan.email(),
                        plan.authorities()));
        line.addAll(plan.domains());
        return Offspring.start(
                new ProcessBuilder(line)
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT));
    }

    private Path jar() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, "serval-acme-*.jar")) {
            for (Path jar : found) {
                return jar;
            }
        }
        throw new IOException("no serval-acme jar in " + lib);
    }
}

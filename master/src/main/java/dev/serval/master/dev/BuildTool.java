package dev.serval.master.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whoever knows the jars of a project. It is asked once for each change of the files that say so,
 * and writes its answer into a file. Blocks.
 *
 * @param name for messages
 * @param command that asks it, in the project's folder
 * @param says what it reads
 * @param answer what it writes: jars, parted by colons
 */
record BuildTool(String name, List<String> command, List<Path> says, Path answer) {

    /** Of what it says when it fails; Maven explains its options behind that. */
    private static final int LINES = 5;

    private static final String OF_THE_JVM = "WARNING:";

    /** The wrapper that a project brings, if it does; else this command. */
    static String wrapper(Path folder, String wrapper, String command) {
        return Files.isExecutable(folder.resolve(wrapper)) ? "./" + wrapper : command;
    }

    /** Empty where it does not know; the log says why. */
    List<String> jars(Path folder) {
        Path file = folder.resolve(answer);
        try {
            if (!isNewer(file, folder)) {
                Files.createDirectories(file.getParent());
                ask(folder);
            }
            String path = Files.readString(file, UTF_8).strip();
            return path.isEmpty() ? List.of() : List.of(path.split(":", -1));
        } catch (IOException e) {
            EventLog.line(
                    "dev: %s does not say what %s asks for (%s); jars in lib and target/dependency are used"
                            .formatted(name, says.getFirst().getFileName(), e.getMessage()));
            return List.of();
        }
    }

    private boolean isNewer(Path file, Path folder) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        for (Path each : says) {
            Path said = folder.resolve(each);
            if (Files.exists(said)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(said))
                            < 0) {
                return false;
            }
        }
        return true;
    }

    private void ask(Path folder) throws IOException {
        EventLog.line(
                "dev: asking %s for the class path, once until %s changes"
                        .formatted(name, says.getFirst().getFileName()));
        Process tool =
                Offspring.start(
                        new ProcessBuilder(command)
                                .directory(folder.toFile())
                                .redirectErrorStream(true));
        tool.getOutputStream().close();
        List<String> said = new ArrayList<>();
        try (Stream<String> lines = tool.inputReader().lines()) {
            lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith(OF_THE_JVM))
                    .forEach(line -> {
                        if (said.size() < LINES) {
                            said.add(line);
                        }
                    });
        }
        int code = tool.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(
                    "%s ended with %d: %s"
                            .formatted(String.join(" ", command), code, String.join(" / ", said)));
        }
    }
}

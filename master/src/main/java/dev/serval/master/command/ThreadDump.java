package dev.serval.master.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The stacks of all threads of a process, by the JDK's own tool. Blocks. */
final class ThreadDump {

    private static final int MOST_BYTES = 4 << 20;
    private static final int PATIENCE_SECONDS = 20;
    private static final int OK = 0;
    private static final int REFUSED = 5;

    private ThreadDump() {}

    static void take(long pid, Commands.Reply reply) {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process =
                    Offspring.start(
                            new ProcessBuilder(tool.toString(), Long.toString(pid), "Thread.print")
                                    .redirectErrorStream(true));
            // A process that is stopped or stuck does not answer, and the tool waits for ever.
            process.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(_ -> process.destroyForcibly());
            String text = new String(process.getInputStream().readNBytes(MOST_BYTES), UTF_8);
            process.destroy();
            boolean told = process.onExit().join().exitValue() == 0;
            reply.tell(
                    told ? OK : REFUSED,
                    told ? text : "process %d does not tell its threads\n".formatted(pid));
        } catch (IOException e) {
            reply.tell(REFUSED, "%s cannot be run: %s\n".formatted(tool, e.getMessage()));
        }
    }
}

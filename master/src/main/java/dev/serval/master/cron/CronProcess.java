package dev.serval.master.cron;

import dev.serval.master.offspring.Offspring;
import dev.serval.master.process.Launcher;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** One run of a command, with everything that it starts: a session of its own. */
final class CronProcess {

    private final Process process;

    private CronProcess(Process process) {
        this.process = process;
    }

    /**
     * @throws IOException if no process can be made
     */
    static CronProcess start(String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("setsid", "/bin/sh", "-c", command)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        builder.environment().keySet().removeAll(Launcher.MASTERS_OWN);
        return new CronProcess(Offspring.start(builder));
    }

    long pid() {
        return process.pid();
    }

    boolean ended() {
        return !process.isAlive();
    }

    /** Once it has ended. */
    int code() {
        return process.exitValue();
    }

    /** TERM, for all that it has started. */
    void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** By force. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

package dev.serval.master.server;

import dev.serval.master.process.Launcher;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The Emperor that has started this server, if one has. */
final class Liege {

    private Liege() {}

    /**
     * Waits for its end on a thread of the JVM's: within five seconds, since nobody is told of the
     * end of a process that is not its child.
     *
     * @param gone run once it is gone
     */
    static void watch(Map<String, String> environment, Runnable gone) {
        String pid = environment.getOrDefault(Launcher.EMPEROR, "");
        if (pid.matches("[1-9]\\d{0,9}")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .map(ProcessHandle::onExit)
                    .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()))
                    .thenRun(gone);
        }
    }
}

package dev.serval.master.server;

import dev.serval.master.socket.ListenException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a server does when it starts, and one that follows another only when it serves: until then
 * the names are the other's. On the master's thread.
 *
 * @param before the server that this one follows; null if it follows none
 */
record Arrival(@Nullable Inherited before, Controls controls, Daemons daemons) {

    /**
     * Before any child is started.
     *
     * @throws ListenException if the command socket cannot be opened
     * @throws IOException if a named pipe or the pid file cannot be made
     */
    void begin() throws ListenException, IOException {
        if (before == null) {
            controls.open();
            daemons.watch();
        }
        daemons.attach();
    }

    /** The first request can be served. */
    void serving() {
        if (before != null) {
            controls.takeOver();
            before.serving();
            daemons.watch();
        }
    }

    /** No child is left. */
    void end() throws InterruptedException {
        daemons.close();
    }
}

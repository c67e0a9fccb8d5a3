package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import java.util.List;

/** Looks at one source of backends again and again. */
interface Watch {

    /** Who wants to know; any thread. */
    interface Listener {

        /** All that are there now. */
        void found(List<Backend> backends);
    }

    /** Looks no more. */
    void stop();
}

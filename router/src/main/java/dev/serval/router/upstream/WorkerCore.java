package dev.serval.router.upstream;

import dev.serval.uwsgi.Wire;

/**
 * Who accepted a connection.
 *
 * @param pid the worker process
 * @param core the core that owns the connection; {@link Wire#ANY_CORE} if none does
 */
record WorkerCore(long pid, int core) {

    /** A backend that is not a worker of ours. */
    static final WorkerCore FOREIGN = new WorkerCore(0, Wire.ANY_CORE);

    /** Whether the worker reads the connection only while that core is free. */
    boolean owned() {
        return core != Wire.ANY_CORE;
    }
}

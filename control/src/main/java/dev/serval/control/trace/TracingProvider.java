package dev.serval.control.trace;

import dev.serval.control.config.TraceConfig;
import dev.serval.control.link.Role;

/** Found on the class path by {@link java.util.ServiceLoader}, where the master has put it. */
public interface TracingProvider {

    /**
     * Ready to trace; nobody has been called yet.
     *
     * @param role of this process
     */
    Tracing open(TraceConfig config, Role role);
}

package dev.serval.master.process;

import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.master.program.Program;
import io.netty.channel.unix.FileDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one kind of child is given when it starts.
 *
 * @param command how its process is started
 * @param descriptors by name, in the order they are sent
 * @param settings its block of the configuration
 * @param program what is run instead of a process of ours; it is given nothing of the above but its
 *     surroundings
 */
public record Handover(
        ChildCommand command,
        Map<String, FileDescriptor> descriptors,
        ToChild.Configure settings,
        Optional<Program> program) {

    public Handover {
        descriptors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(descriptors));
    }

    /** For a process of ours. */
    public Handover(
            ChildCommand command,
            Map<String, FileDescriptor> descriptors,
            ToChild.Configure settings) {
        this(command, descriptors, settings, Optional.empty());
    }

    /** The same, for a program. */
    public Handover running(Optional<Program> one) {
        return new Handover(command, descriptors, settings, one);
    }

    List<String> names() {
        return List.copyOf(descriptors.keySet());
    }

    /**
     * One for each role.
     *
     * @param router for routers
     * @param worker for workers
     * @param background for spoolers and mules
     */
    public record PerRole(Handover router, Handover worker, Handover background) {

        /** The one for this role. */
        public Handover of(Role role) {
            return switch (role) {
                case ROUTER -> router;
                case WORKER -> worker;
                case SPOOLER, MULE -> background;
            };
        }
    }
}

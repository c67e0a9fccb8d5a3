package dev.serval.master.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a child finds around itself.
 *
 * @param prefix a command that changes what it must and then becomes the child, by exec: the
 *     process id stays; empty for none
 * @param environment variables beside the master's own
 * @param folder where it runs
 * @param ourUser whether it runs as the master's user
 * @param limits of what it may use, in the operator's words; empty for none
 * @param batch whether all but routers become {@link Batch} processes once they are ready
 */
public record Surroundings(
        List<String> prefix,
        Map<String, String> environment,
        Path folder,
        boolean ourUser,
        String limits,
        boolean batch) {

    public Surroundings {
        prefix = List.copyOf(prefix);
        environment = Map.copyOf(environment);
    }

    /** What the master has around itself. */
    public static Surroundings ours() {
        return new Surroundings(List.of(), Map.of(), Path.of("").toAbsolutePath(), true, "", false);
    }
}

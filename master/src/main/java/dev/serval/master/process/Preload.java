package dev.serval.master.process;

import dev.serval.control.link.Role;
import java.util.List;

/** What a child's JVM is told about classes that are loaded beforehand. */
@FunctionalInterface
public interface Preload {

    /** Nothing. */
    Preload NONE = (_, _) -> List.of();

    /**
     * Options that go before all others.
     *
     * @param options the others
     */
    List<String> options(Role role, List<String> options);
}

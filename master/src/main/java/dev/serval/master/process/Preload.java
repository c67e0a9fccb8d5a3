package dev.serval.master.process;

import java.util.List;

/** What a child's JVM is told about classes that are loaded beforehand. */
@FunctionalInterface
public interface Preload {

    /** Nothing. */
    Preload NONE = _ -> List.of();

    /**
     * Options that go before all others.
     *
     * @param shaping those of the others that say which classes fit
     */
    List<String> options(List<String> shaping);
}

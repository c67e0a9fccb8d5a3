package dev.serval.adapter.war;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What WARs see above their own classes: the adapter's, without the entry by which an SLF4J of
 * theirs would find our logger. Which classes are hidden says {@link Webapp}.
 */
final class EngineView extends ClassLoader {

    private static final String LOGGERS = "META-INF/services/org.slf4j.";

    static {
        registerAsParallelCapable();
    }

    EngineView(ClassLoader adapter) {
        super("engine", adapter);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return name.startsWith(LOGGERS) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith(LOGGERS) ? Collections.emptyEnumeration() : super.getResources(name);
    }
}

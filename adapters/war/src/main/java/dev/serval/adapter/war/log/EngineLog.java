package dev.serval.adapter.war.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Warnings and errors of the engine, and everything that a WAR tells its {@code ServletContext}:
 * one line each, with the stack behind it where there is one. Any thread.
 */
final class EngineLog extends AbstractLogger {

    private static final long serialVersionUID = 1L;

    /** The logger of a context's own lines; its name goes on with the context's. */
    private static final String CONTEXT = "org.eclipse.jetty.server.handler.ContextHandler.";

    /** What is thrown besides is said once, by whoever reads it. */
    private static final List<String> SAID_BY_US =
            List.of("Failed startup of context", "Unable to parse", "Fatal SAX Parse Issue");

    /** Warns at every start that files are missing which it does not need. */
    private static final String IDLE_TALK = ".DigesterFactory";

    /** Of each class in a jar that has it for several versions of Java. */
    private static final String TWICE = " scanned from multiple locations: ";

    private final boolean ofAWar;

    EngineLog(String name) {
        this.name = name;
        this.ofAWar = name.startsWith(CONTEXT);
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return ofAWar;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return ofAWar;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable fault) {
        String text = String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments));
        if (name.endsWith(IDLE_TALK)
                || text.contains(TWICE)
                || SAID_BY_US.stream().anyMatch(text::startsWith)) {
            return;
        }
        String line = ofAWar ? text : name.substring(name.lastIndexOf('.') + 1) + ": " + text;
        System.err.println(fault == null ? line : line + "\n" + stack(fault));
    }

    private static String stack(Throwable fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}

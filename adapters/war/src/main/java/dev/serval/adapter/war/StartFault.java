package dev.serval.adapter.war;

import dev.serval.app.CannotStartException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXParseException;

/** Why a WAR did not start, as an operator needs it. */
final class StartFault {

    private static final int MAX_DEPTH = 20;

    private StartFault() {}

    static CannotStartException oldNamespace(Path war) {
        return new CannotStartException(
                "%s is written for javax.servlet, and Serval runs Jakarta Servlet 6.1 (jakarta.servlet); build it with a release of its libraries for Jakarta EE 9 or later, or convert it: apache/tomcat-jakartaee-migration, java -jar jakartaee-migration.jar %s NEW.war"
                        .formatted(war, war.getFileName()));
    }

    /** From what the engine threw. */
    static CannotStartException of(Path war, Throwable thrown) {
        Throwable fault = thrown;
        for (int depth = 0; depth < MAX_DEPTH && fault != null; depth++, fault = fault.getCause()) {
            CannotStartException known = known(war, fault);
            if (known != null) {
                return known;
            }
        }
        Throwable own =
                thrown instanceof InvocationTargetException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        return new CannotStartException("%s does not start: %s".formatted(war, own), own);
    }

    private static @Nullable CannotStartException known(Path war, Throwable fault) {
        String said = String.valueOf(fault.getMessage());
        return switch (fault) {
            case SAXParseException xml ->
                    new CannotStartException(
                            "%s: its descriptor (WEB-INF/web.xml, or the fragment of a library) is not XML as it must be, line %d: %s"
                                    .formatted(war, xml.getLineNumber(), said));
            case UnsupportedClassVersionError _ ->
                    new CannotStartException(
                            "%s needs a newer Java than %d: %s"
                                    .formatted(war, Runtime.version().feature(), said));
            case ClassNotFoundException _, NoClassDefFoundError _
                    when said.replace('.', '/').contains("javax/servlet/") ->
                    oldNamespace(war);
            case ClassNotFoundException _, NoClassDefFoundError _ ->
                    new CannotStartException(
                            "%s needs the class %s, which is neither in its WEB-INF nor a part of Jakarta Servlet, Pages or WebSocket; add the jar that has it to WEB-INF/lib"
                                    .formatted(war, said.replace('/', '.')),
                            fault);
            default -> null;
        };
    }
}

package dev.serval.control.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * The server's own log: one line an event, written with one system call so that the lines of
 * several processes never mix.
 *
 * <p>Control characters in a line are replaced: nothing a client sends can forge a line.
 */
public final class EventLog {

    private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    /** Environment variable: of many servers that write to one place, each says who it is. */
    public static final String SPEAKER_VARIABLE = "SERVAL_VASSAL";

    private static final String SPEAKER = speaker(System.getenv(SPEAKER_VARIABLE));

    private EventLog() {}

    private static String speaker(@Nullable String vassal) {
        return vassal == null ? "" : "[" + oneLine(vassal) + "] ";
    }

    /** What each line of this process begins with; empty unless it is a vassal's. */
    public static String speaker() {
        return SPEAKER;
    }

    /** Writes one line. */
    public static void line(String text) {
        write(SPEAKER + oneLine(text) + "\n");
    }

    /** Writes several lines at once; none of them may hold a client's bytes unescaped. */
    public static void block(String lines) {
        StringBuilder clean = new StringBuilder();
        lines.lines().forEach(line -> clean.append(SPEAKER).append(oneLine(line)).append('\n'));
        write(clean.toString());
    }

    /** Writes one line and the stack of what caused it. Only for faults of ours or the app's. */
    public static void failure(String text, Throwable cause) {
        StringWriter stack = new StringWriter();
        cause.printStackTrace(new PrintWriter(stack));
        write(SPEAKER + oneLine(text) + "\n" + stack);
    }

    private static String oneLine(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(c < ' ' || c == 0x7f ? '?' : (char) c));
        return clean.toString();
    }

    private static void write(String text) {
        try {
            STDERR.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            // Nobody is left to tell: standard error is closed or its disk is full.
            return;
        }
    }
}

package dev.serval.control.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that is known by a pidfile: {@code PIDFILE COMMAND}.
 *
 * @param pidFile where its process id is
 * @param command for a shell
 */
public record WatchedCommand(String pidFile, String command) {

    private static final Pattern FORM = Pattern.compile("\\s*(\\S+)\\s+(\\S.*)", Pattern.DOTALL);

    /**
     * @throws IllegalArgumentException if it is one word
     */
    public static WatchedCommand parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new WatchedCommand(form.group(1), form.group(2));
    }

    @Override
    public String toString() {
        return pidFile + " " + command;
    }
}

package dev.serval.control.access;

import dev.serval.control.option.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Where the lines go, as the operator says it in uWSGI's words. */
public sealed interface AccessDestination {

    /** How it may be said. */
    String WANTED =
            "stdio, file:PATH, syslog[:TAG[,FACILITY]], rsyslog:HOST[:PORT][,TAG] or journald[:TAG]";

    /** Of one that has no path of its own: the server's own log. */
    String STANDARD = "stdio";

    /** Before the path of a file. */
    String FILE = "file:";

    /** The server's own log. */
    record Standard() implements AccessDestination {}

    /** A file that is appended to. */
    record ToFile(Path file) implements AccessDestination {}

    /**
     * Syslog on this host.
     *
     * @param socket its file
     */
    record Syslog(String socket, Sender as) implements AccessDestination {}

    /** Syslog over UDP. */
    record Remote(Address to, Sender as) implements AccessDestination {}

    /**
     * The journal of systemd, in its own words.
     *
     * @param socket its file
     */
    record Journal(String socket, Sender as) implements AccessDestination {}

    /**
     * As whom they are sent.
     *
     * @param tag the program's name
     * @param facility 0 to 23 (RFC 5424 section 6.2.1)
     */
    record Sender(String tag, int facility) {

        private static final int INFORMATIONAL = 6;

        /** Facility and severity in one number. */
        int priority() {
            return 8 * facility + INFORMATIONAL;
        }

        /** The severity alone. */
        int severity() {
            return INFORMATIONAL;
        }
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException for anything else
     */
    static AccessDestination parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        if (colon >= 0 && rest.isBlank()) {
            throw new IllegalArgumentException("nothing follows the colon");
        }
        return switch (kind) {
            case STANDARD -> standard(rest);
            case "file" -> file(rest);
            case "syslog" -> Words.local(rest, "/dev/log").syslog();
            case "journald" -> Words.local(rest, "/run/systemd/journal/socket").journal();
            case "rsyslog" -> remote(rest);
            default -> throw new IllegalArgumentException("there is no logger " + kind);
        };
    }

    private static AccessDestination standard(String rest) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException(STANDARD + " takes nothing more");
        }
        return new Standard();
    }

    private static AccessDestination file(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a path is missing");
        }
        return new ToFile(Path.of(path));
    }

    private static AccessDestination remote(String rest) {
        int comma = rest.indexOf(',');
        String host = comma < 0 ? rest : rest.substring(0, comma);
        boolean port = host.contains(":") && !host.endsWith("]");
        Address to = Address.parse(port ? host : host + ":514");
        if (to.unix() || to.port() == 0 || host.startsWith(":") || host.isEmpty()) {
            throw new IllegalArgumentException("a host is missing");
        }
        Words words = Words.local(comma < 0 ? "" : rest.substring(comma + 1), "");
        if (!words.socket.isEmpty()) {
            throw new IllegalArgumentException("a remote logger has no file");
        }
        return new Remote(to, words.as);
    }

    /** What may follow a logger's name, in any order: its socket, a facility, a tag. */
    record Words(String socket, Sender as) {

        private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.-]{1,48}");
        private static final String USUAL = "serval";
        private static final int DAEMON = 3;
        private static final int FIRST_LOCAL = 16;
        private static final List<String> NAMES =
                List.of(
                        "kern",
                        "user",
                        "mail",
                        "daemon",
                        "auth",
                        "syslog",
                        "lpr",
                        "news",
                        "uucp",
                        "cron",
                        "authpriv",
                        "ftp");
        private static final Pattern LOCAL = Pattern.compile("local[0-7]");

        static Words local(String text, String usualSocket) {
            String socket = usualSocket;
            String tag = "";
            int facility = DAEMON;
            for (String word : text.isEmpty() ? new String[0] : text.split("[,:]", -1)) {
                int named = facility(word);
                if (word.startsWith("/")) {
                    socket = word;
                } else if (named >= 0) {
                    facility = named;
                } else if (tag.isEmpty() && TAG.matcher(word).matches()) {
                    tag = word;
                } else {
                    throw new IllegalArgumentException(word + " is no tag and no facility");
                }
            }
            return new Words(socket, new Sender(tag.isEmpty() ? USUAL : tag, facility));
        }

        private static int facility(String word) {
            return LOCAL.matcher(word).matches()
                    ? FIRST_LOCAL + word.charAt(word.length() - 1) - '0'
                    : NAMES.indexOf(word);
        }

        AccessDestination syslog() {
            return new Syslog(socket, as);
        }

        AccessDestination journal() {
            return new Journal(socket, as);
        }
    }
}

package dev.serval.control.option;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the backends of a pool are found, if they are not written down one by one.
 *
 * @param kind how they are found
 * @param name a host, a name of SRV records, a file, or a {@link RegistryPlace}
 * @param port of every backend, 1 to 65535; 0 where each has one of its own
 * @param http whether they are spoken HTTP/1.1 to; uwsgi if not
 */
public record UpstreamSource(Kind kind, String name, int port, boolean http) {

    /** How backends are found. */
    public enum Kind {
        /** All addresses of a host. */
        DNS,
        /** The targets of SRV records (RFC 2782). */
        SRV,
        /** The lines of a file. */
        FILE,
        /** Servers that announce themselves in a Redis. */
        REGISTRY
    }

    private static final Pattern FORM =
            Pattern.compile("(http\\+)?(dns|dns\\+srv)://([^/]+)/?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");
    private static final String FILE = "file:";

    /** Whether a text is meant to be one, well-formed or not. */
    public static boolean isMeant(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith(FILE)
                || RegistryPlace.isMeant(text)
                || lower.startsWith("dns:")
                || lower.startsWith("dns+")
                || lower.startsWith("http+dns");
    }

    /**
     * Reads {@code dns://HOST:PORT}, {@code dns+srv://NAME}, either with {@code http+} before it,
     * {@code file:PATH}, of which the path becomes absolute, and {@link RegistryPlace}s.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static UpstreamSource parse(String text) {
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            Path path = Path.of(text.substring(FILE.length())).toAbsolutePath().normalize();
            return new UpstreamSource(Kind.FILE, path.toString(), 0, false);
        }
        if (RegistryPlace.isMeant(text)) {
            return new UpstreamSource(
                    Kind.REGISTRY, RegistryPlace.parse(text).toString(), 0, false);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        boolean http = form.group(1) != null;
        if (form.group(2).equalsIgnoreCase("dns+srv")) {
            return new UpstreamSource(Kind.SRV, name(form.group(3)), 0, http);
        }
        Address address = Address.parse(form.group(3));
        if (address.unix() || address.port() == 0) {
            throw new IllegalArgumentException(text);
        }
        return new UpstreamSource(Kind.DNS, name(address.host()), address.port(), http);
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** In the form it is written in. */
    @Override
    public String toString() {
        String before = http ? "http+" : "";
        return switch (kind) {
            case DNS -> "%sdns://%s:%d".formatted(before, name, port);
            case SRV -> "%sdns+srv://%s".formatted(before, name);
            case FILE -> FILE + name;
            case REGISTRY -> name;
        };
    }
}

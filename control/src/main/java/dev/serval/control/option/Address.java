package dev.serval.control.option;

/**
 * Where to listen, or whom to call.
 *
 * @param host a name or an IP address without brackets; empty for a Unix socket
 * @param port 0 to 65535; 0 lets the kernel choose
 * @param path a Unix socket's file, or {@code @name} for one without a file; empty for TCP
 * @param descriptor a socket that was open before this process, 3 and up; 0 for none
 */
public record Address(String host, int port, String path, int descriptor) {

    private static final String DESCRIPTOR = "fd://";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65535;
    private static final int FIRST_DESCRIPTOR = 3;
    private static final int MAX_DESCRIPTOR = 1023;

    /** One to listen on or to call. */
    public Address(String host, int port, String path) {
        this(host, port, path, 0);
    }

    /**
     * Reads {@code fd://3} and everything that {@link #parse} does.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Address parseListening(String text) {
        if (!text.startsWith(DESCRIPTOR)) {
            return parse(text);
        }
        int descriptor = port(text.substring(DESCRIPTOR.length()));
        if (descriptor < FIRST_DESCRIPTOR || descriptor > MAX_DESCRIPTOR) {
            throw new IllegalArgumentException(text);
        }
        return new Address("", 0, "", descriptor);
    }

    /**
     * Reads {@code 8000}, {@code :8000} (loopback only: exposing a server is said, not implied),
     * {@code *:8000} or {@code 0.0.0.0:8000} (every interface), {@code host:8000}, {@code
     * [::1]:8000}, {@code /path/to.sock}, {@code @name}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Address parse(String text) {
        if (text.startsWith("/") || (text.startsWith("@") && text.length() > 1)) {
            return new Address("", 0, text);
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        int port = port(text.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]") && host.length() > 2) {
            return new Address(host.substring(1, host.length() - 1), port, "");
        }
        if (host.chars().anyMatch(c -> ":/ []".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(text);
        }
        return switch (host) {
            case "" -> new Address(LOOPBACK, port, "");
            case "*" -> new Address("0.0.0.0", port, "");
            default -> new Address(host, port, "");
        };
    }

    /** Whether it is a Unix socket. */
    public boolean unix() {
        return !path.isEmpty();
    }

    @Override
    public String toString() {
        if (descriptor > 0) {
            return DESCRIPTOR + descriptor;
        }
        if (unix()) {
            return path;
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String text) {
        if (text.isEmpty()
                || text.length() > 5
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(text);
        }
        int port = Integer.parseInt(text);
        if (port > MAX_PORT) {
            throw new IllegalArgumentException(text);
        }
        return port;
    }
}

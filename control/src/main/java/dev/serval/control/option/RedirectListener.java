package dev.serval.control.option;

/**
 * One {@code --http-to-https} value.
 *
 * @param address where to listen
 * @param port the port clients are sent to; 443 is left out of what they are told
 */
public record RedirectListener(Address address, int port) {

    private static final int HTTPS_PORT = 443;

    /**
     * Reads {@code ADDRESS[,PORT]}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RedirectListener parse(String text) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return new RedirectListener(Address.parse(text), HTTPS_PORT);
        }
        int port = Integer.parseInt(text.substring(comma + 1).strip());
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(text);
        }
        return new RedirectListener(Address.parse(text.substring(0, comma)), port);
    }
}

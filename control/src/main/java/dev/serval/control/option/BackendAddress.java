package dev.serval.control.option;

import java.util.Locale;

/**
 * A server to send requests to.
 *
 * @param http whether it is spoken HTTP/1.1 to; uwsgi if not
 * @param address where it listens
 */
public record BackendAddress(boolean http, Address address) {

    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";
    private static final int DEFAULT_PORT = 80;

    /**
     * Reads {@code http://HOST:PORT}, {@code http://HOST}, and what {@link Address#parse} does.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static BackendAddress parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith(HTTPS)) {
            throw new IllegalArgumentException(text);
        }
        if (!lower.startsWith(HTTP)) {
            return new BackendAddress(false, Address.parse(text));
        }
        String authority = text.substring(HTTP.length());
        if (authority.endsWith("/")) {
            authority = authority.substring(0, authority.length() - 1);
        }
        boolean portless = authority.lastIndexOf(':') <= authority.lastIndexOf(']');
        Address address = Address.parse(portless ? authority + ":" + DEFAULT_PORT : authority);
        if (address.unix() || authority.startsWith(":") || authority.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return new BackendAddress(true, address);
    }

    @Override
    public String toString() {
        return (http ? HTTP : "") + address;
    }
}

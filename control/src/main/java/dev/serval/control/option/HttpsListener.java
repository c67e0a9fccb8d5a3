package dev.serval.control.option;

import java.util.List;

/**
 * One {@code --https} value, in uWSGI's form.
 *
 * @param address where to listen
 * @param certificate a PEM file, the server's certificate first
 * @param key a PEM file
 * @param ciphers names parted by colons, for TLS 1.2; empty for the default
 * @param clientCa a PEM file of authorities for client certificates; empty to ask for none
 * @param clientMust whether a client without a certificate is refused
 */
public record HttpsListener(
        Address address,
        String certificate,
        String key,
        String ciphers,
        String clientCa,
        boolean clientMust) {

    private static final String MUST = "!";

    /**
     * Reads {@code ADDRESS,CERT,KEY[,CIPHERS[,CLIENT_CA]]}; a {@code !} before CLIENT_CA demands a
     * certificate, CIPHERS may be empty.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static HttpsListener parse(String text) {
        List<String> parts = List.of(text.split(",", -1));
        if (parts.size() < 3 || parts.size() > 5) {
            throw new IllegalArgumentException(text);
        }
        String ciphers = parts.size() > 3 ? parts.get(3).strip() : "";
        String ca = parts.size() > 4 ? parts.get(4).strip() : "";
        return new HttpsListener(
                Address.parse(parts.get(0).strip()),
                named(parts.get(1)),
                named(parts.get(2)),
                ciphers,
                ca.startsWith(MUST) ? named(ca.substring(1)) : ca,
                ca.startsWith(MUST));
    }

    static String named(String part) {
        if (part.isBlank()) {
            throw new IllegalArgumentException("a file has no name");
        }
        return part.strip();
    }
}

package dev.serval.control.option;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One {@code --sni} value: what is shown to a client that asks for this name.
 *
 * @param name a host name in lower case, perhaps with {@code *.} before it
 * @param certificate a PEM file, the server's certificate first
 * @param key a PEM file
 */
public record SniCertificate(String name, String certificate, String key) {

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    /**
     * Reads {@code NAME,CERT,KEY}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static SniCertificate parse(String text) {
        List<String> parts = List.of(text.split(",", -1));
        if (parts.size() != 3) {
            throw new IllegalArgumentException(text);
        }
        String name = parts.get(0).strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(text);
        }
        return new SniCertificate(
                name, HttpsListener.named(parts.get(1)), HttpsListener.named(parts.get(2)));
    }
}

package dev.serval.control.option;

import java.util.Locale;
import java.util.Set;

/**
 * How subscriptions are signed, as uWSGI writes it: {@code SHA256:PATH}.
 *
 * @param digest SHA1, SHA224, SHA256, SHA384 or SHA512
 * @param path a private key to sign with, or the folder of public keys to check with
 */
public record SignRule(String digest, String path) {

    /** For the folder of public keys. */
    public static final OptionType<SignRule> CHECK =
            new OptionType<>(
                    "DIGEST:FOLDER",
                    "SHA1, SHA224, SHA256, SHA384 or SHA512, a colon, and a folder of public keys"
                            + " (HOST.pem)",
                    SignRule::parse);

    private static final Set<String> DIGESTS =
            Set.of("SHA1", "SHA224", "SHA256", "SHA384", "SHA512");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static SignRule parse(String text) {
        int colon = text.indexOf(':');
        String digest = colon < 0 ? "" : text.substring(0, colon).toUpperCase(Locale.ROOT);
        if (!DIGESTS.contains(digest) || colon == text.length() - 1) {
            throw new IllegalArgumentException(text);
        }
        return new SignRule(digest, text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return digest + ":" + path;
    }
}

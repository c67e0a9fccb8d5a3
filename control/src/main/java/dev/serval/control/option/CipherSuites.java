package dev.serval.control.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cipher suites of TLS 1.2 that may be named, under OpenSSL's names and the standard's: those
 * with forward secrecy that both TLS libraries of the router have. Data, so that the master need
 * not load a library to check a word.
 */
public final class CipherSuites {

    private static final Map<String, String> STANDARD_BY_OPENSSL = new LinkedHashMap<>();

    static {
        both("AES128-GCM-SHA256", "AES_128_GCM_SHA256");
        both("AES256-GCM-SHA384", "AES_256_GCM_SHA384");
        both("CHACHA20-POLY1305", "CHACHA20_POLY1305_SHA256");
        both("AES128-SHA", "AES_128_CBC_SHA");
        both("AES256-SHA", "AES_256_CBC_SHA");
    }

    private CipherSuites() {}

    private static void both(String openSsl, String standard) {
        for (String signature : List.of("ECDSA", "RSA")) {
            STANDARD_BY_OPENSSL.put(
                    "ECDHE-%s-%s".formatted(signature, openSsl),
                    "TLS_ECDHE_%s_WITH_%s".formatted(signature, standard));
        }
    }

    /** All of them, as OpenSSL calls them. */
    public static List<String> names() {
        return List.copyOf(STANDARD_BY_OPENSSL.keySet());
    }

    /**
     * The standard's names for names parted by colons; none for none.
     *
     * @throws IllegalArgumentException for one that is not among them; its message is that name
     */
    public static List<String> standard(String names) {
        List<String> all = new ArrayList<>();
        if (names.isEmpty()) {
            return all;
        }
        for (String name : names.split(":", -1)) {
            String standard = STANDARD_BY_OPENSSL.getOrDefault(name, name);
            if (!STANDARD_BY_OPENSSL.containsValue(standard)) {
                throw new IllegalArgumentException(name);
            }
            all.add(standard);
        }
        return all;
    }
}

package dev.serval.control.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the router needs to know for HTTPS.
 *
 * @param listeners in the order of the {@code https} descriptors
 * @param names certificates for certain host names, on all listeners
 * @param exportCert whether clients' certificates are passed on whole
 * @param hsts for how long clients are told to come by HTTPS only; zero does not tell them
 * @param handshake how long a client may take for the handshake
 * @param challenges the folder of what an ACME authority may ask for; empty for none
 * @param redirects the port each {@code http-to-https} listener sends clients to, in the order of
 *     the descriptors
 */
public record TlsConfig(
        List<Listener> listeners,
        List<Named> names,
        boolean exportCert,
        Duration hsts,
        Duration handshake,
        String challenges,
        List<String> redirects) {

    private static final String MUST = "must";
    private static final String OBTAINED = "obtained";
    private static final int WORDS = 7;

    /**
     * @param port as text; 0 for a Unix socket
     * @param certificate an absolute path; empty: one is made
     * @param key an absolute path; empty: one is made
     * @param ciphers the standard's names, parted by colons; empty for the default
     * @param clientCa an absolute path; empty: clients are not asked for certificates
     * @param clientMust whether a client without a certificate is refused
     * @param obtained whether the files may be there later: until then a certificate is made
     */
    public record Listener(
            String port,
            String certificate,
            String key,
            String ciphers,
            String clientCa,
            boolean clientMust,
            boolean obtained) {}

    /**
     * @param name a host name, perhaps with {@code *.} before it
     * @param certificate an absolute path
     * @param key an absolute path
     */
    public record Named(String name, String certificate, String key) {}

    Settings addTo(Settings settings) {
        return settings.put("tls-listeners", listeners.stream().flatMap(TlsConfig::words).toList())
                .put(
                        "tls-names",
                        names.stream()
                                .flatMap(n -> Stream.of(n.name, n.certificate, n.key))
                                .toList())
                .put("tls-export-cert", exportCert ? 1L : 0L)
                .put("tls-hsts", hsts)
                .put("tls-handshake", handshake)
                .put("tls-challenges", challenges)
                .put("tls-redirects", redirects);
    }

    static TlsConfig of(Settings s) {
        return new TlsConfig(
                listeners(s.list("tls-listeners")),
                names(s.list("tls-names")),
                s.integer("tls-export-cert") == 1,
                s.duration("tls-hsts"),
                s.duration("tls-handshake"),
                s.text("tls-challenges"),
                s.list("tls-redirects"));
    }

    private static Stream<String> words(Listener l) {
        return Stream.of(
                l.port,
                l.certificate,
                l.key,
                l.ciphers,
                l.clientCa,
                l.clientMust ? MUST : "",
                l.obtained ? OBTAINED : "");
    }

    private static List<Listener> listeners(List<String> words) {
        List<Listener> all = new ArrayList<>();
        for (int i = 0; i + WORDS <= words.size(); i += WORDS) {
            all.add(
                    new Listener(
                            words.get(i),
                            words.get(i + 1),
                            words.get(i + 2),
                            words.get(i + 3),
                            words.get(i + 4),
                            words.get(i + 5).equals(MUST),
                            words.get(i + 6).equals(OBTAINED)));
        }
        return all;
    }

    private static List<Named> names(List<String> words) {
        List<Named> all = new ArrayList<>();
        for (int i = 0; i + 2 < words.size(); i += 3) {
            all.add(new Named(words.get(i), words.get(i + 1), words.get(i + 2)));
        }
        return all;
    }
}

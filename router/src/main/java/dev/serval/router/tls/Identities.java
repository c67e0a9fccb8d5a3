package dev.serval.router.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.http.ClientIdentity;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

/** Who a session's client is, in uWSGI's words. */
public final class Identities {

    private static final Map<String, String> WORDS = Map.of("1.2.840.113549.1.9.1", "emailAddress");

    private Identities() {}

    /**
     * @param whole whether the certificate itself is passed on
     */
    public static ClientIdentity of(SSLSession session, boolean whole) {
        try {
            X509Certificate shown = (X509Certificate) session.getPeerCertificates()[0];
            return new ClientIdentity(
                    line(shown.getSubjectX500Principal()), whole ? pem(shown) : "");
        } catch (SSLPeerUnverifiedException e) {
            return ClientIdentity.NONE; // the client has shown none, and needs none
        }
    }

    /** As OpenSSL's X509_NAME_oneline: {@code /C=DE/O=Shop/CN=alice}. */
    static String line(X500Principal subject) {
        StringBuilder line = new StringBuilder();
        try {
            for (Rdn part : new LdapName(subject.getName(X500Principal.RFC2253, WORDS)).getRdns()) {
                line.append('/').append(part.getType()).append('=');
                escape(String.valueOf(part.getValue()), line);
            }
        } catch (InvalidNameException e) {
            throw new IllegalStateException(e);
        }
        return line.toString();
    }

    private static void escape(String value, StringBuilder out) {
        for (byte b : value.getBytes(UTF_8)) {
            if (b < ' ' || b > '~') {
                out.append(String.format("\\x%02X", b & 0xff));
            } else {
                out.append((char) b);
            }
        }
    }

    /** On one line: workers take no variable with a line break in it. */
    private static String pem(X509Certificate certificate) {
        try {
            String text = Base64.getEncoder().encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE----- %s -----END CERTIFICATE-----".formatted(text);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

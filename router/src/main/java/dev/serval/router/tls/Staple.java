package dev.serval.router.tls;

import dev.serval.control.log.EventLog;
import dev.serval.control.pem.Credentials;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;

/**
 * What an authority has signed about a certificate, that it is not revoked (OCSP, RFC 6960), shown
 * with it to clients that ask (RFC 6066 section 8). It lies beside the certificate, in a file of
 * its name with {@code .ocsp} after it, in DER form. Immutable.
 */
final class Staple {

    private static final AttributeKey<Staple> SHOWN = AttributeKey.valueOf(Staple.class, "shown");
    private static final int MAX_BYTES = 64 * 1024;

    private final byte[] response;
    private final List<X509Certificate> chain;

    private Staple(byte[] response, List<X509Certificate> chain) {
        this.response = response;
        this.chain = chain;
    }

    /** Where that of a certificate would be. */
    static Path file(String certificate) {
        return Path.of(certificate + ".ocsp");
    }

    /** Empty if there is none. One that says nothing good is not shown either, and logged. */
    static Optional<Staple> of(String certificate, Credentials credentials) {
        Path file = file(certificate);
        if (certificate.isEmpty() || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Staple staple = new Staple(read(file), credentials.chain());
            staple.check();
            return Optional.of(staple);
        } catch (IOException | GeneralSecurityException e) {
            EventLog.line("%s is not shown to clients: %s".formatted(file, reason(e)));
            return Optional.empty();
        }
    }

    /** The JDK calls what it cannot read an error of the network; what it was is below that. */
    private static String reason(Exception e) {
        return e.getCause() instanceof IOException unreadable
                ? "it cannot be read: " + unreadable.getMessage()
                : String.valueOf(e.getMessage());
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it is larger than %d bytes".formatted(MAX_BYTES));
            }
            return bytes;
        }
    }

    /** Whether it would still be taken: each has a time at which it ends. */
    boolean good() {
        try {
            check();
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** As a client would; nobody is asked, what is in the file decides. */
    private void check() throws GeneralSecurityException {
        if (!OpenSsl.isOcspSupported()) {
            throw new GeneralSecurityException("the TLS library in use cannot");
        }
        if (chain.size() == 1) {
            throw new GeneralSecurityException(
                    "the issuer's certificate is missing after the server's own in its PEM file");
        }
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(
                Set.of(
                        PKIXRevocationChecker.Option.ONLY_END_ENTITY,
                        PKIXRevocationChecker.Option.NO_FALLBACK));
        checker.setOcspResponses(Map.of(chain.getFirst(), response));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(1), null)));
        parameters.addCertPathChecker(checker);
        validator.validate(
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain.getFirst())),
                parameters);
    }

    /** Has engines of this context show it; the context was built for that. */
    void addTo(SslContext context) {
        context.attributes().attr(SHOWN).set(this);
    }

    /** Has a new engine of this context show what belongs to it, if anything does. */
    static void show(SslContext context, SSLEngine engine) {
        Staple staple = context.attributes().attr(SHOWN).get();
        if (staple != null && engine instanceof ReferenceCountedOpenSslEngine openSsl) {
            openSsl.setOcspResponse(staple.response);
        }
    }
}

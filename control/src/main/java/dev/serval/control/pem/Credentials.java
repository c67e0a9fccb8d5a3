package dev.serval.control.pem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server shows and what it proves it with.
 *
 * @param chain its own certificate first
 * @param key the private key of the first
 */
public record Credentials(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] PROBE = "serval".getBytes(US_ASCII);

    /**
     * Reads both files and checks that they belong together.
     *
     * @throws CredentialsException naming the file and what is wrong with it
     */
    public static Credentials read(Path certificate, Path key) throws CredentialsException {
        List<X509Certificate> chain = PemFile.read(certificate).certificates();
        PrivateKey secret = PemFile.read(key).privateKey();
        if (!fits(secret, chain.getFirst().getPublicKey())) {
            throw CredentialsException.mismatch(certificate, key);
        }
        return new Credentials(chain, secret);
    }

    private static boolean fits(PrivateKey secret, PublicKey shown) {
        try {
            Signature signature = Signature.getInstance(algorithm(secret));
            signature.initSign(secret);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A key of another kind, or on another curve, cannot even be tried.
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }
}

package dev.serval.master.discovery;

import dev.serval.control.option.SignRule;
import dev.serval.control.pem.CredentialsException;
import dev.serval.control.pem.PemFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/** Signs subscriptions, and checks them, as OpenSSL does it for uWSGI. */
final class Signing {

    private Signing() {}

    /** The file of the public key for a host: uWSGI's name for it. */
    static Path keyFile(SignRule rule, String host) {
        return Path.of(rule.path()).resolve(host.replaceAll("[^A-Za-z0-9._-]", "_") + ".pem");
    }

    /**
     * Checks a signature with the key for a host.
     *
     * @throws PacketException if there is none, or another has signed
     */
    static void check(SignRule rule, String host, PacketFields fields) throws PacketException {
        Path file = keyFile(rule, host);
        if (!fields.isSigned()) {
            throw new PacketException("it is not signed");
        }
        if (!Files.isRegularFile(file)) {
            throw new PacketException("there is no key for its host");
        }
        try {
            PublicKey key = PemFile.read(file).publicKey();
            Signature check = Signature.getInstance(algorithm(rule, key.getAlgorithm()));
            check.initVerify(key);
            check.update(fields.signed());
            if (!check.verify(fields.signature())) {
                throw new PacketException("another key than that for its host has signed it");
            }
        } catch (CredentialsException | GeneralSecurityException e) {
            throw new PacketException("the key for its host, or its signature, cannot be used");
        }
    }

    /**
     * Signs with the private key.
     *
     * @throws CredentialsException if it cannot be used
     */
    static byte[] sign(SignRule rule, byte[] bytes) throws CredentialsException {
        PrivateKey key = PemFile.read(Path.of(rule.path())).privateKey();
        try {
            Signature made = Signature.getInstance(algorithm(rule, key.getAlgorithm()));
            made.initSign(key);
            made.update(bytes);
            return made.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of a kind that cannot sign so", e);
        }
    }

    /** What is wrong with a private key, if anything is. */
    static Optional<String> fault(SignRule rule) {
        try {
            sign(rule, new byte[0]);
            return Optional.empty();
        } catch (CredentialsException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return Optional.of("%s is no RSA or EC key".formatted(rule.path()));
        }
    }

    private static String algorithm(SignRule rule, String key) {
        return rule.digest() + "with" + (key.equals("EC") ? "ECDSA" : key);
    }
}

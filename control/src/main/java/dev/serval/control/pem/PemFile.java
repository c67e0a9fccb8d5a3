package dev.serval.control.pem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of blocks between BEGIN and END lines (RFC 7468); what is around them is ignored. */
public final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PUBLIC_KEY = "PUBLIC KEY";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    private record Block(String label, String text) {}

    private final Path file;
    private final List<Block> blocks;

    private PemFile(Path file, List<Block> blocks) {
        this.file = file;
        this.blocks = blocks;
    }

    /**
     * Reads a file.
     *
     * @throws CredentialsException if it cannot be read
     */
    public static PemFile read(Path file) throws CredentialsException {
        try {
            List<Block> blocks = new ArrayList<>();
            Matcher matcher = BLOCK.matcher(Files.readString(file, ISO_8859_1));
            while (matcher.find()) {
                blocks.add(new Block(matcher.group(1), matcher.group(2)));
            }
            return new PemFile(file, blocks);
        } catch (IOException e) {
            throw CredentialsException.unreadable(file, e);
        }
    }

    /**
     * All its certificates, at least one.
     *
     * @throws CredentialsException if there is none, or one is malformed
     */
    public List<X509Certificate> certificates() throws CredentialsException {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals(CERTIFICATE)) {
                found.add(certificate(block));
            }
        }
        if (found.isEmpty()) {
            throw CredentialsException.without(file, "certificate");
        }
        return found;
    }

    /**
     * Its private key: PKCS #8, or as OpenSSL wrote RSA and EC keys before.
     *
     * @throws CredentialsException if there is none, or it cannot be used
     */
    public PrivateKey privateKey() throws CredentialsException {
        for (Block block : blocks) {
            if (block.label.endsWith(PRIVATE_KEY)) {
                return privateKey(block);
            }
        }
        throw CredentialsException.without(file, "private key");
    }

    /**
     * Its public key, RSA or EC, as {@code openssl pkey -pubout} writes it.
     *
     * @throws CredentialsException if there is none, or it cannot be used
     */
    public PublicKey publicKey() throws CredentialsException {
        for (Block block : blocks) {
            if (block.label.equals(PUBLIC_KEY)) {
                try {
                    return KeyForms.publicKey(bytes(block));
                } catch (IllegalArgumentException e) {
                    throw CredentialsException.malformed(file, "public key");
                }
            }
        }
        throw CredentialsException.without(file, "public key");
    }

    private X509Certificate certificate(Block block) throws CredentialsException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes(block)));
        } catch (CertificateException | IllegalArgumentException e) {
            throw CredentialsException.malformed(file, "certificate");
        }
    }

    private PrivateKey privateKey(Block block) throws CredentialsException {
        if (block.label.startsWith("ENCRYPTED") || block.text.contains("ENCRYPTED")) {
            throw CredentialsException.encrypted(file);
        }
        try {
            byte[] der = bytes(block);
            return switch (block.label) {
                case "RSA PRIVATE KEY" -> KeyForms.rsa(der);
                case "EC PRIVATE KEY" -> KeyForms.ec(der);
                default -> KeyForms.pkcs8(der);
            };
        } catch (IllegalArgumentException e) {
            throw CredentialsException.malformed(file, "private key");
        }
    }

    private static byte[] bytes(Block block) {
        return Base64.getMimeDecoder().decode(block.text);
    }
}
